from osp_cli.cli.app import start

start()
