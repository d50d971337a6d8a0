import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { createServer as createTlsServer } from 'node:tls'
import { answerRequest } from './answer-request.ts'
import { elementSize, readElement, tags } from './ber.ts'
import { decodeRequest } from './decode-request.ts'
import type { DirectoryTree } from './directory-tree.ts'
import { encodeNoticeOfDisconnection } from './encode-answer.ts'
import { refusals } from './result.ts'
import type { Session } from './session.ts'

/** MaxReceiveBuffer of Active Directory: a longer request ends the connection. */
const maximumRequestBytes = 10_485_760

/** MaxConnIdleTime of Active Directory. */
const idleTimeoutMs = 900_000

export interface LdapServer {
  /** `ldap://127.0.0.1:port`, or `ldaps://` */
  readonly url: string
  /** Ends every connection. */
  close(): Promise<void>
}

/** LDAP v3 over TCP, in clear text for loopback only; it knows no StartTLS. */
export async function startLdapServer({
  directory,
  tls,
  host = '127.0.0.1',
  port = 0
}: {
  readonly directory: DirectoryTree
  /** PEM; with it, all is encrypted from the first byte. */
  readonly tls?: { readonly key: string; readonly cert: string }
  readonly host?: string
  readonly port?: number
}): Promise<LdapServer> {
  const sockets = new Set<Socket>()
  const take = (socket: Socket): void => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    void serve(directory, socket, tls !== undefined)
  }
  const server = tls ? createTlsServer(tls, take) : createServer(take)
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address() as AddressInfo
  return { url: `${tls ? 'ldaps' : 'ldap'}://${host}:${address.port}`, close }

  async function close(): Promise<void> {
    server.close()
    for (const socket of sockets) socket.destroy()
    if (server.listening || sockets.size > 0) await once(server, 'close')
  }
}

/** Answers in the order of the requests, and reads on only when the client took the answers. */
async function serve(
  directory: DirectoryTree,
  socket: Socket,
  isEncrypted: boolean
): Promise<void> {
  socket.setTimeout(idleTimeoutMs, () => socket.destroy())
  const session: Session = { isEncrypted, openPages: new Map() }
  try {
    await pipeline(
      socket,
      (chunks: AsyncIterable<Buffer>) => answers(directory, session, chunks),
      socket
    )
  } catch {
    // The client is gone, mid-way perhaps: nobody is left to tell.
    socket.destroy()
  }
}

async function* answers(
  directory: DirectoryTree,
  session: Session,
  chunks: AsyncIterable<Buffer>
): AsyncGenerator<Buffer> {
  let pending: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    pending = Buffer.concat([pending, chunk])
    try {
      for (let message = readElement(pending); message; message = readElement(pending)) {
        pending = pending.subarray(message.end)
        const request = decodeRequest(message)
        if (request.operation.kind === 'unbind') return
        yield Buffer.concat(answerRequest(directory, session, request))
      }
      checkBeginning(pending)
    } catch {
      yield encodeNoticeOfDisconnection(refusals.protocol)
      return
    }
  }
}

/** What will never become a message is not waited for. */
function checkBeginning(pending: Buffer): void {
  const isMessage = pending.length === 0 || pending[0] === tags.sequence
  const isTooLong = (elementSize(pending) ?? 0) > maximumRequestBytes
  if (!isMessage || isTooLong) throw new Error('LDAP: no message')
}
