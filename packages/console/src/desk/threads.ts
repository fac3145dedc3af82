// Notes by their threads.

type Note = { id: string; thread: string; subject: string; at: number };

export type ThreadOf<N extends Note> = { id: string; subject: string; notes: N[] };

/** Given the newest first. The thread that was written in last at the head; in each, the first note first. */
export function threadsOf<N extends Note>(notes: readonly N[]): ThreadOf<N>[] {
  const threads = new Map<string, ThreadOf<N>>();
  for (const note of notes) {
    const thread = threads.get(note.thread) ?? { id: note.thread, subject: note.subject, notes: [] };
    thread.notes.unshift(note);
    threads.set(note.thread, thread);
  }
  return [...threads.values()];
}
