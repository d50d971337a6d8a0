import type { Socket } from 'node:net'

/** The connection ended before the answer came. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost'
}

const keepAliveMs = 60_000

/** The one TCP connection that a client may make, and whether it is gone. */
export interface Line {
  /** Aborted, a moment after the end, for those who wait. */
  readonly lost: AbortSignal
  readonly isLost: boolean
  /** Throws ConnectionLost the second time. */
  take(connect: () => Socket): Socket
  cut(): void
}

/**
 * ldapts makes a lost connection again by itself: not logged on, and after StartTLS in clear text.
 * It also takes no notice when a connection ends that StartTLS upgraded, and waits for ever. So
 * the first socket is the last one, and its end is watched here.
 */
export function createLine(): Line {
  const gone = new AbortController()
  let socket: Socket | undefined
  return {
    lost: gone.signal,
    get isLost() {
      return gone.signal.aborted || socket?.destroyed === true
    },
    take(connect) {
      if (socket || gone.signal.aborted) throw new ConnectionLost()
      // Firewalls forget a connection that is silent, and tell neither end.
      socket = connect().setKeepAlive(true, keepAliveMs)
      // ldapts, which hears the reason with the same event, may tell it first.
      socket.once('close', () => setImmediate(() => gone.abort(new ConnectionLost())))
      return socket
    },
    cut() {
      gone.abort(new ConnectionLost())
      socket?.destroy()
    }
  }
}
