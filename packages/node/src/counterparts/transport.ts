// How a counterpart is reached, seen from the protocol: a request goes out, an answer comes back or nobody answers. Over sockets it is
// HTTP with signed requests (exchange/); in the simulator it is a bad network.

export type ExchangeRequest = {
  method: 'GET' | 'POST';
  /** Below the counterpart's exchange prefix, with a query if any: `add-checkpoint`, `<origin hash>/receipts?after=3`. */
  path: string;
  body?: Uint8Array;
  /** Of content: the part that is wanted, and of which content, as the headers Range and If-Range say it (RFC 9110 §14). */
  range?: string;
  ifRange?: string;
};

/** `headers`: those beside the media type, by lower-case name. */
export type ExchangeResponse = { status: number; type?: string; headers?: Record<string, string>; body: Uint8Array };

export type Transport = {
  /** Throws `UnreachableError` when no answer came; any answer, whatever its status, is returned. */
  send(party: string, request: ExchangeRequest, signal: AbortSignal): Promise<ExchangeResponse>;
};

export class UnreachableError extends Error {}
