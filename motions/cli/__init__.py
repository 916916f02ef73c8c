"""The command line: parse, call the layers below, echo, exit. One file a command."""
