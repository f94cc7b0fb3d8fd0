// Where the phone is, as long as a job is open; a place is never waited for, a shaft has none.
const FRESH_MS = 10 * 60_000; // Chosen: who stands in a shaft signed in at its entrance.
let last = null, watching = false, refused = false;

export function watchPlace() {
  if (watching || !navigator.geolocation) return;
  watching = true;
  const took = ({ coords, timestamp }) => {
    last = { at: timestamp, place: { longitude: coords.longitude, latitude: coords.latitude, accuracy_m: Math.min(100_000, Math.round(coords.accuracy)) } };
    refused = false;
    document.dispatchEvent(new Event("place:changed"));
  };
  const failed = () => {
    refused = true;
    document.dispatchEvent(new Event("place:changed"));
  };
  navigator.geolocation.watchPosition(took, failed, { enableHighAccuracy: true, maximumAge: 30_000, timeout: 20_000 });
}

export const here = () => (last && Date.now() - last.at < FRESH_MS ? last.place : null);
export const placeState = () => (here() ? "known" : refused || !navigator.geolocation ? "none" : "asking");
