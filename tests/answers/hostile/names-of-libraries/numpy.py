raise SystemExit("numpy")
