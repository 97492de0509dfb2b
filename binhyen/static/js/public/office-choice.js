// Which office a report goes to, chosen here before anything is sealed: the twin of routing.route in offices/.

// {office, upper} for a commune of the table, or null. `office` answers; `upper` is above it.
export function choices(table, code, category) {
  const area = table.areas.find((each) => each.code === code);
  if (!area) return null;
  const row = area.special.find((each) => each.categories.includes(category)) ?? area;
  return { area, office: table.offices[row.office], upper: table.offices[row.upper] };
}

// {office, area}: who gets the report, and the only area that stands on it in clear. A report about the office
// itself goes above, under the upper office's area, so that nothing outside the seal names the commune.
export function addressee(table, code, category, conflict) {
  const found = choices(table, code, category);
  if (!found) return null;
  return conflict ? { office: found.upper, area: found.upper.area.code } : { office: found.office, area: code };
}

// The name that oversight signed; a reader of English gets a gloss beside it.
export function nameOf(office, language) {
  const certified = office.certificate.document.name;
  return language === "en" && office.name_en ? `${certified} (${office.name_en})` : certified;
}
