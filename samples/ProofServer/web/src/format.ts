export const short = (address: string) => `${address.slice(0, 6)}…${address.slice(-4)}`;

export function seconds(value: number): string {
  if (value < 0.0995) return `${Math.round(value * 1000)} ms`;
  if (value < 9.95) return `${value.toFixed(1)} s`;
  if (value < 100) return `${Math.round(value)} s`;
  return `${Math.floor(value / 60)} min ${Math.round(value % 60)} s`;
}

export const score = (millionths: number) => (millionths / 1e6).toFixed(3);
export const percent = (share: number) => `${(100 * share).toFixed(share > 0.0995 || share === 0 ? 0 : 1)} %`;
export const bytes = (value: number) => (value < 1 << 20 ? `${Math.round(value / 1024)} KB` : `${Math.round(value / (1 << 20))} MB`);

const names: Record<string, string> = JSON.parse(localStorage.getItem('names') ?? '{}');

/** The name that somebody was given on this page; else a short form of the address. */
export const nameOf = (address: string) => names[address] ?? short(address);

export function remember(address: string, name: string) {
  names[address] = name;
  localStorage.setItem('names', JSON.stringify(names));
}

/** The account of somebody who is known by a name alone: the first 20 bytes of its SHA-256. */
export async function addressOf(name: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`attester ${name.trim().toLowerCase()}`)));
  return `0x${[...hash.slice(0, 20)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

const stages: Record<string, string> = {
  Admission: 'Checking the request', Queued: 'Waiting', Planning: 'Planning', LoadingKey: 'Loading the key', Witness: 'Solving the circuit',
  Proving: 'Proving', Checking: 'Checking', Validating: 'Validating', Recovering: 'Trying again soon', Finished: 'Done',
};
export const stageName = (stage: string) => stages[stage] ?? stage;
