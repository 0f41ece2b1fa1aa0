"""The rules of selling as plain values and pure functions: no file, no clock, no screen; only the standard library."""
