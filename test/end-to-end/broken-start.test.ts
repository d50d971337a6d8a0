import { createServer } from 'node:net'
import t from 'tap'
import { openCompany } from './open-company.ts'
import { runToEnd } from './start-service.ts'
import { startWorld } from './start-world.ts'

t.setTimeout(120_000)

t.test('a broken configuration: every wrong variable named, nothing contacted, 78', async t => {
  let contacts = 0
  const listener = createServer(socket => {
    contacts += 1
    socket.destroy()
  })
  await new Promise<void>(resolve => void listener.listen(0, '127.0.0.1', resolve))
  t.teardown(() => listener.close())
  const address = listener.address()
  const port = typeof address === 'object' ? address?.port : 0
  const { code, stderr } = await runToEnd({
    DIRECTORY_URL: `ldap://127.0.0.1:${port}`,
    DYNAMICS_URL: `http://127.0.0.1:${port}/Contoso`,
    DYNAMICS_AUTH: 'basic',
    PORT: 'eighty',
    APPROVALS_REQUIRED: '-1',
    PLAN_TTL: 'a day',
    MAX_PLAN_PERCENT: '0',
    DIRECTORY_BIND_DN: 'CN=reader',
    DIRECTORY_BIND_PASSWORD_FILE: '/nowhere/password',
    LOG_LEVEL: 'loud'
  })
  t.equal(code, 78)
  for (const name of [
    'DYNAMICS_AUTH',
    'PORT',
    'APPROVALS_REQUIRED',
    'PLAN_TTL',
    'MAX_PLAN_PERCENT',
    'DIRECTORY_BIND_PASSWORD_FILE',
    'LOG_LEVEL',
    'API_KEYS_FILE'
  ])
    t.match(stderr, new RegExp(`- ${name} `), name)
  t.notMatch(stderr, /\n\s+at /, 'no stack')
  t.equal(contacts, 0)
})

t.test('an empty environment says what is needed', async t => {
  const { code, stderr } = await runToEnd({})
  t.equal(code, 78)
  for (const name of ['DIRECTORY_URL', 'DYNAMICS_URL', 'API_KEYS_FILE']) t.match(stderr, name)
})

t.test('a second process on the same DATA_DIR', async t => {
  const { world, client } = await openCompany(t)
  const { code, stderr } = await runToEnd(world.environment)
  t.equal(code, 78)
  t.match(stderr, /DATA_DIR|another|process/i, stderr)
  t.notMatch(stderr, /\n\s+at /, 'no stack')
  t.equal((await client.get('/health/ready')).status, 200, 'the first is not disturbed')
})

t.test('a port that is taken', async t => {
  const { world, client } = await openCompany(t)
  const other = await startWorld(t)
  const { code, stderr } = await runToEnd({
    ...other.environment,
    PORT: new URL(client.base).port
  })
  t.not(code, 0)
  t.match(stderr, new URL(client.base).port)
  t.equal(world.organization.writes.length, 0)
})

t.test('a port that is taken', async t => {
  const world = await startWorld(t)
  const taken = createServer()
  await new Promise<void>(resolve => void taken.listen(0, '127.0.0.1', resolve))
  t.teardown(() => taken.close())
  const address = taken.address()
  const port = typeof address === 'object' ? String(address?.port) : ''
  const { code, stderr } = await runToEnd({ ...world.environment, PORT: port })
  t.equal(code, 78)
  t.match(stderr, /HOST and PORT .*EADDRINUSE/)
  t.notMatch(stderr, /\n\s+at /, 'no stack')
})
