import { createServer, type AddressInfo, type Server as NetServer, type Socket } from 'node:net'
import { BerReader, BerWriter } from 'ldapts'
import type { Test } from 'tap'
import { createOpener } from '../../src/active-directory/create-opener.ts'
import type { Server } from '../../src/active-directory/check-settings.ts'
import type { Session } from '../../src/active-directory/open-session.ts'
import { openSessions } from '../../src/active-directory/open-sessions.ts'
import { recordingLog } from './recording-log.ts'
import { scriptedSettings } from './scripted-settings.ts'

/**
 * A server on a real socket that speaks just enough LDAP to do what a lenient Samba never does:
 * cut answers off, send empty pages, fall silent. `answer` gets each request but a bind.
 */
export async function startScriptedServer(
  t: Test,
  answer: (request: Request, reply: Reply) => void,
  bindStatus: () => number = () => 0
): Promise<ScriptedServer> {
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('data', data => {
      for (const message of readMessages(data)) handle(message, socket, answer, bindStatus)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => stop(server, sockets))
  const { port } = server.address() as AddressInfo
  return {
    url: `ldap://127.0.0.1:${port}`,
    get connections() {
      return sockets.size
    },
    cut() {
      for (const socket of sockets) socket.destroy()
    }
  }
}

export interface ScriptedServer {
  readonly url: string
  /** All that were ever made. */
  readonly connections: number
  cut(): void
}

export interface Request {
  readonly baseDn: string
  /** The whole message. */
  readonly bytes: Buffer
}

export interface Reply {
  entry(dn: string, attributes: Record<string, readonly (string | Buffer)[]>): void
  reference(url: string): void
  /** The end of the search; with a cookie, more pages follow. */
  done(status?: number, cookie?: string): void
  /** The end of a search with DirSync. */
  synced(cookie: string, hasMore?: boolean): void
  hangUp(): void
}

export interface ScriptedForest {
  /** NetBIOS name of each domain → its naming context. */
  readonly domains: Readonly<Record<string, string>>
  readonly held: readonly string[]
  readonly forest?: string
}

const contoso: ScriptedForest = {
  domains: { CONTOSO: 'DC=contoso,DC=test' },
  held: ['DC=contoso,DC=test']
}

/** Answers what every session asks first. Returns false for anything else. */
export function answerLayout(
  { baseDn }: Request,
  reply: Reply,
  { domains, held, forest = 'CN=Configuration,DC=contoso,DC=test' } = contoso
): boolean {
  if (baseDn === '') {
    reply.entry('', {
      namingContexts: [...held, forest],
      configurationNamingContext: [forest]
    })
  } else if (baseDn.startsWith('CN=Partitions')) {
    for (const [name, nCName] of Object.entries(domains)) {
      reply.entry(`CN=${name},CN=Partitions,${forest}`, {
        nETBIOSName: [name],
        dnsRoot: [`${name.toLowerCase()}.test`],
        nCName: [nCName]
      })
    }
  } else return false
  reply.done()
  return true
}

/** A session on a server of its own, past the questions that each one asks first. */
export async function openScripted(
  t: Test,
  answer: (request: Request, reply: Reply) => void,
  answerFirst: (request: Request, reply: Reply) => boolean = answerLayout
): Promise<Session> {
  const { url } = await startScriptedServer(t, (request, reply) => {
    if (!answerFirst(request, reply)) answer(request, reply)
  })
  const opener = createOpener(scriptedSettings([url]), recordingLog())
  t.teardown(() => opener.close())
  const never = new AbortController().signal
  const take = (server: Server) => opener.openOn(server, never)
  const [session] = await openSessions(opener, [], take, never)
  if (!session) throw new Error('no session')
  return session
}

/** What makes an entry an account, numbered. */
export function person(number: number): [string, Record<string, readonly (string | Buffer)[]>] {
  return [
    `CN=p${number},DC=contoso,DC=test`,
    {
      objectGUID: [Buffer.alloc(16, number)],
      sAMAccountName: [`p${number}`],
      userAccountControl: ['512'],
      whenCreated: ['20240102030405.0Z']
    }
  ]
}

const operations = { bindRequest: 0x60, bindResponse: 0x61, searchRequest: 0x63 } as const
const responses = { entry: 0x64, done: 0x65, reference: 0x73 } as const

/** The requests of a test fit one packet each, or several fit one. */
function* readMessages(data: Buffer): Generator<Buffer> {
  let rest = data
  while (rest.length > 0) {
    const reader = new BerReader(rest)
    reader.readSequence()
    const end = reader.offset + reader.length
    yield rest.subarray(0, end)
    rest = rest.subarray(end)
  }
}

function handle(
  bytes: Buffer,
  socket: Socket,
  answer: (request: Request, reply: Reply) => void,
  bindStatus: () => number
): void {
  const reader = new BerReader(bytes)
  reader.readSequence()
  const id = reader.readInt() ?? 0
  const operation = reader.readSequence()
  if (operation === operations.bindRequest) {
    socket.write(resultMessage(id, operations.bindResponse, bindStatus()))
    return
  }
  const isSearch = operation === operations.searchRequest
  answer(
    { baseDn: isSearch ? (reader.readString() ?? '') : '', bytes },
    {
      entry: (dn, attributes) => socket.write(entryMessage(id, dn, attributes)),
      reference: url =>
        socket.write(message(id, responses.reference, writer => writer.writeString(url))),
      done: (status = 0, cookie = '') =>
        socket.write(resultMessage(id, responses.done, status, pageControl(cookie))),
      synced: (cookie, hasMore = false) =>
        socket.write(resultMessage(id, responses.done, 0, syncControl(cookie, hasMore))),
      hangUp: () => socket.destroy()
    }
  )
}

function entryMessage(
  id: number,
  dn: string,
  attributes: Record<string, readonly (string | Buffer)[]>
): Buffer {
  return message(id, responses.entry, writer => {
    writer.writeString(dn)
    writer.startSequence()
    for (const [name, values] of Object.entries(attributes)) {
      writer.startSequence()
      writer.writeString(name)
      writer.startSequence(0x31)
      for (const value of values) writer.writeBuffer(Buffer.from(value), 4)
      writer.endSequence()
      writer.endSequence()
    }
    writer.endSequence()
  })
}

function resultMessage(id: number, operation: number, status: number, control?: Told): Buffer {
  const writeResult = (writer: BerWriter): void => {
    writer.writeEnumeration(status)
    writer.writeString('')
    writer.writeString('')
  }
  return message(id, operation, writeResult, control)
}

function message(
  id: number,
  operation: number,
  write: (writer: BerWriter) => void,
  control?: Told
): Buffer {
  const writer = new BerWriter()
  writer.startSequence()
  writer.writeInt(id)
  writer.startSequence(operation)
  write(writer)
  writer.endSequence()
  if (control) writeControl(writer, control)
  writer.endSequence()
  return writer.buffer
}

/** A control of an answer: all that are needed hold numbers and, last, a cookie. */
interface Told {
  readonly oid: string
  readonly numbers: readonly number[]
  readonly cookie: string
}

function pageControl(cookie: string): Told | undefined {
  return cookie ? { oid: '1.2.840.113556.1.4.319', numbers: [0], cookie } : undefined
}

function syncControl(cookie: string, hasMore: boolean): Told {
  return { oid: '1.2.840.113556.1.4.841', numbers: [hasMore ? 1 : 0, 0], cookie }
}

function writeControl(writer: BerWriter, { oid, numbers, cookie }: Told): void {
  const value = new BerWriter()
  value.startSequence()
  for (const number of numbers) value.writeInt(number)
  value.writeString(cookie)
  value.endSequence()
  writer.startSequence(0xa0)
  writer.startSequence()
  writer.writeString(oid)
  writer.writeBuffer(value.buffer, 4)
  writer.endSequence()
  writer.endSequence()
}

function stop(server: NetServer, sockets: ReadonlySet<Socket>): Promise<void> {
  for (const socket of sockets) socket.destroy()
  return new Promise(resolve => server.close(() => resolve()))
}
