/** Values as people read them. */

export function duration(milliseconds) {
  if (milliseconds === null || milliseconds === undefined || Number.isNaN(milliseconds)) return "–";
  const ms = Math.max(0, milliseconds);
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return `${minutes} min ${Math.round((ms % 60_000) / 1000)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function between(from, to) {
  return from ? (to ? Date.parse(to) : Date.now()) - Date.parse(from) : null;
}

export function ago(time) {
  const ms = Date.now() - Date.parse(time);
  if (ms < 2_000) return "just now";
  return ms < 60_000 ? `${Math.floor(ms / 1000)} s ago` : ms < 5_400_000 ? `${Math.round(ms / 60_000)} min ago` : new Date(time).toLocaleString();
}

export const clock = (time) => (time ? new Date(time).toLocaleTimeString(undefined, { hour12: false }) : "–");

/** Enough of an id to tell it from others on the screen: the random end of a ULID. */
export const short = (id) => (id.length > 14 ? `${id.slice(0, 6)}…${id.slice(-6)}` : id);

export const count = (number, one, many = `${one}s`) =>
  `${number.toLocaleString()} ${number === 1 ? one : many}`;

export const decimal = (number, digits = 1) => (number ?? 0).toLocaleString(undefined, { maximumFractionDigits: digits });
