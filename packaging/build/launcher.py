"""The entry point of the binary."""

from appliance.entry import main

main()
