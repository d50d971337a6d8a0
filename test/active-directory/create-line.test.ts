import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import t from 'tap'
import { ConnectionLost, createLine } from '../../src/active-directory/create-line.ts'

const server = createServer(socket => socket.on('error', () => undefined).resume())
await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
t.teardown(() => server.close())
const dial = () => connect((server.address() as AddressInfo).port, '127.0.0.1')

t.test('one connection, never a second', async t => {
  const line = createLine()
  const socket = line.take(dial)
  await once(socket, 'connect')
  t.throws(() => line.take(dial), ConnectionLost)
  t.notOk(line.lost.aborted)
  const lost = once(line.lost, 'abort')
  t.notOk(line.isLost)
  socket.destroy()
  t.ok(line.isLost, 'at once')
  await lost
  t.throws(() => line.take(dial), ConnectionLost, 'not even when the first is gone')
})

t.test('cut', async t => {
  const line = createLine()
  const socket = line.take(dial)
  line.cut()
  t.ok(line.lost.aborted)
  t.ok(line.isLost)
  t.ok(line.lost.reason instanceof ConnectionLost)
  t.ok(socket.destroyed)

  const unused = createLine()
  unused.cut()
  t.throws(() => unused.take(dial), ConnectionLost)
})
