#!/bin/sh
# Installs the programs that the tests read our calendars with. Needs root for the Debian packages.
set -eu
apt-get install -y --no-install-recommends \
    calcurse khal php-cli php-mbstring php-sabre-vobject gir1.2-ical-3.0 python3-gi nodejs npm
npm ci --prefix "$(dirname "$0")"
