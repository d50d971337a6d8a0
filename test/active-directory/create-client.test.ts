import { createServer, type AddressInfo } from 'node:net'
import t from 'tap'
import { checkSettings } from '../../src/active-directory/check-settings.ts'
import { createClient, logOn } from '../../src/active-directory/create-client.ts'
import { ConnectionLost, createLine } from '../../src/active-directory/create-line.ts'

// What goes out first, before anybody answers: in clear text or not.
const firstBytes = Promise.withResolvers<Buffer>()
let received = firstBytes
const server = createServer(socket => {
  socket.on('error', () => undefined)
  socket.once('data', data => {
    received.resolve(data)
    socket.destroy()
  })
})
await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
t.teardown(() => server.close())
const { port } = server.address() as AddressInfo

async function firstBytesOf(scheme: 'ldap' | 'ldaps', startTls: boolean): Promise<Buffer> {
  received = Promise.withResolvers<Buffer>()
  const settings = checkSettings({
    urls: [`${scheme}://127.0.0.1:${port}`],
    startTls,
    baseDns: [],
    timeoutMs: 1000
  })
  const [first] = settings.servers
  if (!first) throw new Error('no server')
  const line = createLine()
  const client = createClient(first, settings, line)
  const credentials = { dn: 'ada', password: 'secret' }
  await t.rejects(logOn(client, first, settings, credentials), 'the server hangs up')
  await t.rejects(client.bind('ada', 'secret'), ConnectionLost, 'never a second connection')
  line.cut()
  return received.promise
}

const clientHello = 0x16
t.equal((await firstBytesOf('ldaps', false))[0], clientHello, 'ldaps:// speaks TLS at once')
const startTls = await firstBytesOf('ldap', true)
t.ok(startTls.includes('1.3.6.1.4.1.1466.20037'), 'StartTLS asks for it first')
t.notOk(startTls.includes('secret'), 'and keeps the password to itself')
t.ok((await firstBytesOf('ldap', false)).includes('secret'), 'loopback alone is trusted')
