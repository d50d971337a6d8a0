import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import t from 'tap'
import { findKey, parseKeyFile } from '../src/http/key-file.ts'

const command = new URL('../src/api-key.ts', import.meta.url).pathname

function run(path: string, ...args: string[]) {
  const env = { ...process.env, API_KEYS_FILE: path }
  return spawnSync(process.execPath, [command, ...args], { env, encoding: 'utf8' })
}

t.test('the secret is the last line, alone', async t => {
  const path = `${t.testdir({})}/keys`
  const { stdout, status } = run(path, 'servicenow', 'planner', 'executor')
  t.equal(status, 0)
  const secret = stdout.trimEnd().split('\n').at(-1) ?? ''
  t.match(findKey(await parseKeyFile(await readFile(path, 'utf8')), secret), { name: 'servicenow' })
})

t.test('mistakes are named, without a stack', async t => {
  const path = `${t.testdir({})}/keys`
  t.match(run(path, 'x', 'root'), { status: 64, stdout: '', stderr: /^There is no role root.*\n$/ })
  t.match(run(path), { status: 64, stderr: /^Usage/ })
  t.match(run('', 'x', 'reader'), { status: 78, stderr: /^Set API_KEYS_FILE/ })
})

t.test('what nobody foresaw keeps its stack', async t => {
  t.match(run(t.testdir({}), 'x', 'reader'), { status: 1, stderr: /EISDIR/ })
})
