import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'
import t from 'tap'
import type { Execution } from '../src/model/execution.ts'
import type { Plan } from '../src/model/plan.ts'
import type { Scan } from '../src/model/scan.ts'

const run = promisify(execFile)
const sandbox = new URL('../src/sandbox.ts', import.meta.url).pathname

t.test('what the sandbox prints works as printed', async t => {
  if (!(await hasCurl())) return t.pass('left out: no curl on this machine')
  const folder = t.testdir()
  const service = spawn(process.execPath, [sandbox], {
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit']
  })
  t.teardown(() => service.kill('SIGKILL'))
  const printed = await untilPrinted(service.stdout)
  const paste = async (command: string) =>
    JSON.parse((await run('bash', ['-c', command], { cwd: folder })).stdout)

  const commands = printed
    .split(/^\d\. .*$/m)
    .slice(1)
    .map(block => block.split('\n\n')[1] ?? '')
  const [detect = '', plan = '', execute = ''] = commands
  t.equal(commands.length, 3)

  const scan: Scan = await paste(detect)
  t.match(scan, {
    status: 'Succeeded',
    renamed: 1,
    nameReused: 2,
    unknownUsers: ['CONTOSO\\nobody']
  })
  t.match(scan.mismatches?.map(mismatch => mismatch.fullName).toSorted(), [
    'Anna Weber',
    'Anna-Maria Weber',
    'Jane Doe'
  ])
  const planned: Plan = await paste(plan)
  t.match(planned, { users: 3, stepCount: 6, placeholdersNeeded: 2, status: 'AwaitingApproval' })
  const execution: Execution = await paste(execute)
  t.match(execution, { status: 'Succeeded', usersRemapped: 3 })
  t.match(await paste(detect), { inSync: 3, mismatched: 0 })

  await t.test('an administrator can be played, in the sandbox only', async t => {
    const { url, key } = parts(detect)
    const deed = async (name: string, body?: object) => {
      const answer = await fetch(`${url}/sandbox/${name}`, {
        method: 'POST',
        headers: { 'X-API-Key': key, ...(body && { 'Content-Type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) })
      })
      return { status: answer.status, body: await answer.json() }
    }
    t.match(await deed('rename', { account: 'CONTOSO\\jane.miller', newName: 'jane.smith' }), {
      status: 200,
      body: { kind: 'done', account: { logonName: 'CONTOSO\\jane.smith' } }
    })
    t.match(await paste(detect), { renamed: 1 })
    t.match(await deed('swap', { account: 'CONTOSO\\a.weber', other: 'CONTOSO\\am.weber' }), {
      status: 200
    })
    t.match(await paste(detect), { renamed: 1, nameReused: 2 })
    t.match(await deed('recreate', { account: 'CONTOSO\\jane.smith' }), { status: 200 })
    t.match(await deed('delete', { account: 'CONTOSO\\nobody' }), { status: 404 })
    t.match(
      await deed('add', { account: 'CONTOSO\\jane.smith', givenName: 'Jane', surname: 'Smith' }),
      { status: 409, body: { kind: 'refused', code: 68 } }
    )
    t.match(await deed('rename', { account: 'CONTOSO\\a.weber' }), { status: 400 })
    t.match(await deed('reset'), { status: 200 })
    t.match(await paste(detect), { renamed: 1, nameReused: 2, mismatched: 3 })
  })

  service.kill('SIGTERM')
  t.same(await once(service, 'exit'), [0, null])
})

async function hasCurl(): Promise<boolean> {
  return run('curl', ['--version']).then(
    () => true,
    () => false
  )
}

async function untilPrinted(stdout: NodeJS.ReadableStream): Promise<string> {
  let printed = ''
  for await (const chunk of stdout) {
    printed += String(chunk)
    if (printed.includes('/docs\n')) break
  }
  return printed
}

function parts(command: string): { url: string; key: string } {
  const [, url = ''] = /"(http:\/\/[^/]+)/.exec(command) ?? []
  const [, key = ''] = /X-API-Key: ([^']+)/.exec(command) ?? []
  return { url, key }
}
