#!/bin/sh
# Installs the programs that the tests read our calendars with. Needs root for the Debian packages.
set -eu
packages="calcurse khal php-cli php-mbstring php-sabre-vobject gir1.2-ical-3.0 python3-gi"
command -v npm >/dev/null || packages="$packages nodejs npm"
# shellcheck disable=SC2086 # a list of words
apt-get install -y --no-install-recommends $packages
npm ci --prefix "$(dirname "$0")"
