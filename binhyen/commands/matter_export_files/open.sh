#!/bin/sh
# Opens this export with plain age:  sh open.sh OFFICE_IDENTITY.txt OUT
# OUT is made here, and should lie in memory (/dev/shm). Signatures are not checked: the desk does that.
set -eu
umask 077
here=$(cd "$(dirname "$0")" && pwd)
office=$1
out=$2
mkdir "$out"

# The four bytes of a length in file $1, from offset $2.
number() { echo $((0x$(od -An -v -tx1 -j"$2" -N4 "$1" | tr -d ' \n'))); }

for grant in "$here"/grants/*.age; do
  stream=$(basename "$grant" .age)
  age -d -i "$office" "$grant" > "$out/raw"
  grep -ao 'AGE-SECRET-KEY-1[0-9A-Z]*' "$out/raw" > "$out/$stream.key" || true
done

for file in "$here"/envelopes/*.age; do
  name=$(basename "$file" .age)
  age -d -i "$out/${name##*.}.key" "$file" > "$out/raw"
  head=$(number "$out/raw" 19)
  body=$(number "$out/raw" $((23 + head)))
  tail -c +$((28 + head)) "$out/raw" | head -c "$body" > "$out/$name.json"
done

for file in "$here"/attachments/*.age; do
  [ -e "$file" ] || continue
  name=$(basename "$file" .age)
  age -d -i "$out/intake.key" "$file" > "$out/raw"
  head=$(number "$out/raw" 21)
  length=$(tail -c +26 "$out/raw" | head -c "$head" | grep -o '"length":[0-9]*' | cut -d: -f2)
  tail -c +$((26 + head)) "$out/raw" | head -c "$length" > "$out/$name.attachment"
done
rm -f "$out/raw"
