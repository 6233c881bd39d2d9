raise SystemExit("own")
