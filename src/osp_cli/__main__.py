from osp_cli.cli.app import start

raise SystemExit(start())
