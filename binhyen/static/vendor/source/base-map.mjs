// Leaflet as in leaflet.mjs, and what draws a base map out of a .pmtiles file beneath it. One bundle, so that who has such a
// file fetches Leaflet once; vector tiles are drawn from the sources, because their own bundle hides which versions are in it.
export { map, geoJSON, marker, divIcon } from "leaflet/dist/leaflet-src.esm.js";
export { leafletLayer as vector } from "../node_modules/protomaps-leaflet/src/frontends/leaflet.ts";
export { PMTiles, leafletRasterLayer as raster } from "pmtiles";
