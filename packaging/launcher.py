"""The entry point of the binary."""

from appliance.main import main

main()
