raise SystemExit("loaded by the wrong side")
