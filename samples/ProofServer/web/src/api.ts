/** The server's answers, and its problems as errors. */

export interface Me { user: string; account: string; isOperator: boolean; isPublisher: boolean; expiresAt: string }
export interface Opinion { belief: number; disbelief: number; uncertainty: number; baseRate: number; score: number }
export interface Edge { source: string; target: string; belief: number; disbelief: number; uncertainty: number; weight: number; type: string }
export interface Web { account: string; edges: Edge[]; opinion?: Opinion }
export interface Failure { check: string; message: string; advice: string }
export interface ProofResult {
  requestId: string; state: string; hash?: string; circuit?: string; links: number; attempts: number; isFromCache: boolean;
  timings: { queuedSeconds: number; keyLoadSeconds: number; witnessSeconds: number; provingSeconds: number; checkingSeconds: number; totalSeconds: number };
  opinion?: Opinion; proof?: unknown; publicSignals?: string[]; calldata?: string;
  error?: { type: string; message: string; advice: string };
}
export interface Status { requestId: string; state: string; result?: ProofResult }
export interface Predicted { seconds: number; lowerSeconds: number; upperSeconds: number; confidence: number }

/** What the server says went wrong: its message, what to do, and the field. */
export class Problem extends Error {
  constructor(public readonly status: number, public readonly type: string, message: string, public readonly advice?: string, public readonly path?: string) {
    super(message);
  }
}

export class Api {
  constructor(private readonly token: string) {}

  get<T>(path: string): Promise<T> {
    return this.#send('GET', path);
  }

  post<T>(path: string, body?: unknown): Promise<T> {
    return this.#send('POST', path, body);
  }

  async #send<T>(method: string, path: string, body?: unknown): Promise<T> {
    let response: Response;
    try {
      response = await fetch(path, {
        method,
        headers: { Authorization: `Bearer ${this.token}`, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
    } catch {
      throw new Problem(0, 'NoConnection', 'The server does not answer.', 'Check that it runs, then try again.');
    }
    const answer = await response.json().catch(() => ({}));
    if (!response.ok) throw new Problem(response.status, answer.errorType ?? 'Error', answer.detail ?? response.statusText, answer.advice, answer.path);
    return answer as T;
  }
}
