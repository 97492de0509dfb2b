#!/bin/sh
# Makes age.js, puzzle.js, qr.js, leaflet.js, leaflet.css and base-map.js again from the pinned packages. Needs node and npm; who
# runs or tests this needs neither.
# The lock holds each package's hash and no registry's address, so any mirror serves and none is trusted.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$here/package.json" "$here/package-lock.json" "$here/source" "$work"
cd "$work"
npm ci --ignore-scripts --no-audit --no-fund

bundle() {
    name=$1
    shift
    ./node_modules/.bin/esbuild "source/$name.mjs" "$@" --bundle --minify --format=esm --target=es2020 \
        --legal-comments=none --charset=ascii \
        --alias:@noble/post-quantum/hybrid.js=./source/no-hybrid.mjs \
        --alias:@noble/curves/nist.js=./source/no-nist.mjs \
        --outfile="$here/$name.js"
}
bundle age
bundle puzzle
bundle qr
# Leaflet asks by markup whether a browser can draw; the pages' policy (Trusted Types) refuses markup, so it asks by a node.
sed -i "s|div.innerHTML = '<svg/>';|div.append(document.createElementNS('http://www.w3.org/2000/svg', 'svg'));|" \
    node_modules/leaflet/dist/leaflet-src.esm.js
bundle leaflet
bundle base-map --inject:./source/leaflet-global.mjs
# Without the rules that fetch pictures: no tile, button or marker of its own is used.
node -e '
    const { readFileSync: read } = require("fs");
    const style = read("node_modules/leaflet/dist/leaflet.css", "utf8");
    process.stdout.write(style.replace(/[^{}]*\{[^{}]*url\([^{}]*\}/g, ""));
' | ./node_modules/.bin/esbuild --loader=css --minify > "$here/leaflet.css"

{
    echo "age.js, puzzle.js, qr.js, leaflet.js, leaflet.css and base-map.js contain, bundled and minified, parts of the packages below."
    for package in \
        age-encryption @noble/ciphers @noble/curves @noble/hashes @scure/base altcha-lib canonicalize leaflet uqr \
        protomaps-leaflet pmtiles @protomaps/basemaps @mapbox/point-geometry @mapbox/vector-tile pbf rbush quickselect \
        color2k fflate; do
        version=$(sed -n 's/^ *"version": "\(.*\)",*$/\1/p' "node_modules/$package/package.json" | head -n 1)
        printf '\n\n======== %s %s ========\n\n' "$package" "$version"
        # Two are published without their text; it stands in their repositories.
        cat "node_modules/$package/LICENSE"* 2> /dev/null || cat "source/licences/${package##*/}.txt"
    done
} > "$here/LICENSES.txt"

cd "$here"
sha256sum age.js puzzle.js qr.js leaflet.js leaflet.css base-map.js > CHECKSUMS
for file in age.js puzzle.js qr.js leaflet.js leaflet.css base-map.js; do
    echo "$file: $(wc -c < "$file") bytes, $(gzip -9nc "$file" | wc -c) compressed"
done
