import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import type { Test } from 'tap'

/**
 * | what happens | the server | the client |
 * |---|---|---|
 * | swallow-request | never sees it | waits |
 * | swallow-answer | answers | waits |
 * | drip | answers | gets a byte a second |
 */
export type Mishap = 'swallow-request' | 'swallow-answer' | 'drip'

export interface Wire {
  readonly port: number
  /** Answers what happens to the request that begins with these bytes. */
  decide: (head: string) => Mishap | undefined
}

const dripMs = 1000

/** A wire to a port of this machine on which requests and answers can get stuck; open until `t` ends. */
export async function openWire(t: Test, toPort: number): Promise<Wire> {
  const sockets = new Set<Socket>()
  const server = createServer(near => {
    const far = connect(toPort, '127.0.0.1')
    for (const side of [near, far]) sockets.add(side)
    pass(near, far, head => wire.decide(head))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const wire: Wire = { port: (server.address() as AddressInfo).port, decide: () => undefined }
  return wire
}

/** A mishap stays with its connection, also when the server has long closed it. */
function pass(near: Socket, far: Socket, decide: Wire['decide']): void {
  let mishap: Mishap | undefined
  const dripping = new AbortController()
  near.on('data', chunk => {
    mishap ??= decide(chunk.toString('latin1'))
    if (mishap !== 'swallow-request') far.write(chunk)
  })
  far.on('data', chunk => {
    if (mishap === undefined) near.write(chunk)
    else if (mishap === 'drip') drip(chunk, near, dripping.signal)
  })
  for (const side of [near, far]) side.on('error', () => {})
  near.on('close', () => {
    dripping.abort()
    far.destroy()
  })
  far.on('close', () => {
    if (mishap === undefined) near.destroy()
  })
}

function drip(chunk: Buffer, to: Socket, signal: AbortSignal): void {
  let sent = 0
  const timer = setInterval(() => {
    to.write(chunk.subarray(sent, (sent += 1)))
    if (sent === chunk.length) clearInterval(timer)
  }, dripMs)
  signal.addEventListener('abort', () => clearInterval(timer))
}
