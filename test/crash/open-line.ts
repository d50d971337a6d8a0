import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface Line {
  readonly port: number
  /** Nothing gets through any more, and nobody is told: as when a cable is pulled. */
  cut(): void
  /** What was held back comes through. */
  mend(): void
  close(): Promise<void>
}

/** A way to a port of this machine that can be cut. */
export async function openLine(toPort: number): Promise<Line> {
  const pairs = new Set<readonly [Socket, Socket]>()
  let isCut = false
  const server = createServer(near => {
    const far = connect(toPort, '127.0.0.1')
    const pair = [near, far] as const
    pairs.add(pair)
    const end = (): void => {
      if (isCut) return
      for (const side of pair) side.destroy()
      pairs.delete(pair)
    }
    for (const side of pair) side.on('error', end).on('close', end)
    near.on('data', chunk => far.write(chunk))
    far.on('data', chunk => near.write(chunk))
    if (isCut) pause(pair)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      isCut = true
      for (const pair of pairs) pause(pair)
    },
    mend() {
      isCut = false
      for (const pair of pairs) for (const side of pair) side.resume()
    },
    async close() {
      isCut = true
      for (const pair of pairs) for (const side of pair) side.destroy()
      server.close()
    }
  }
}

function pause(pair: readonly Socket[]): void {
  for (const side of pair) side.pause()
}
