import { createServer, connect, type AddressInfo, type Socket } from 'node:net'
import type { Test } from 'tap'

/** Between us and the domain controller, to be cut or to fall silent. */
export async function startRelay(t: Test, host: string, port: number) {
  const pairs = new Set<readonly [Socket, Socket]>()
  const held: (() => void)[] = []
  let connections = 0
  let isStalled = false
  const server = createServer(near => {
    connections += 1
    const far = connect(port, host)
    pairs.add([near, far])
    near.on('data', data => far.write(data))
    far.on('data', data => {
      if (isStalled) held.push(() => near.write(data))
      else near.write(data)
    })
    for (const [socket, other] of [
      [near, far],
      [far, near]
    ] as const) {
      socket.on('error', () => other.destroy())
      socket.on('close', () => other.destroy())
    }
  })
  // The certificate is for the address of the domain controller: listen there, on another port.
  const listen = (at: number) =>
    new Promise<void>(resolve => void server.listen(at, host, () => resolve()))
  await listen(0)
  const { port: own } = server.address() as AddressInfo
  const cut = (): void => {
    for (const pair of pairs) for (const socket of pair) socket.destroy()
    pairs.clear()
  }
  t.teardown(() => {
    cut()
    server.close()
  })
  return {
    address: `${host}:${own}`,
    /** All that were ever made. */
    get connections() {
      return connections
    },
    cut,
    /** As if the server were switched off. */
    async leave() {
      const left = new Promise<void>(resolve => server.close(() => resolve()))
      cut()
      await left
    },
    comeBack: () => listen(own),
    stall() {
      isStalled = true
    },
    flow() {
      isStalled = false
      for (const release of held.splice(0)) release()
    }
  }
}
