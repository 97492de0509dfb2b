// What the enlarged map needs of Leaflet, without the parts that write markup (its own zoom buttons, attribution): those
// would be refused by the pages' policy (Trusted Types).
export { map, geoJSON, marker, divIcon, featureGroup } from "leaflet/dist/leaflet-src.esm.js";
