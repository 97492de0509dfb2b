// Both layers reach for a global `L`; esbuild puts this in its place.
import { DomUtil, GridLayer } from "leaflet/dist/leaflet-src.esm.js";
export const L = { DomUtil, GridLayer };
