/** Drafts and releases are on no live stream: they are no part of the record. A page that waits for colleagues looks this often. */
export const DESK_LOOK_MS = 5000;
