raise SystemExit("init")
