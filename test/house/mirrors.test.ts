import { readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import t from 'tap'
import { listFiles, root } from './list-files.ts'

const files = await listFiles()

/** Which source files, or folders of them, have no test file of their own, and what tries them. */
const triedElsewhere: Readonly<Record<string, string>> = {
  'src/main.ts': 'as a process, by test/end-to-end',
  'src/connect.ts': 'as a process, by test/end-to-end',
  'src/refuse-to-start.ts': 'as a process, by test/end-to-end/broken-start.test.ts',
  'src/serve.ts': 'as a process, by test/end-to-end',
  'src/compose.ts': 'as a process, by test/end-to-end',
  'src/run-until-signal.ts': 'as a process, by test/end-to-end',
  'src/use-cases/': 'through the API of the whole service, by test/end-to-end',
  'src/errors.ts': 'a table, which the compiler holds against the HTTP statuses',
  'src/digest.ts': 'the digests of plans and audit rows, by test/audit-hash.test.ts',
  'src/config/': 'by test/config.test.ts',
  'src/model/': 'schemas, by everybody who checks something against them',
  'src/sandbox/company/': 'by test/sandbox/company.test.ts',
  'src/sandbox/ldap/': 'by a real client, in test/sandbox/ldap/create-directory.test.ts',
  'src/sandbox/start-world.ts': 'as a process, by test/sandbox.test.ts',
  'src/sandbox/welcome.ts': 'as a process, by test/sandbox.test.ts',
  'src/sandbox/deed-routes.ts': 'as a process, by test/sandbox.test.ts',
  'src/system-clock.ts': 'as a process, by test/end-to-end',
  'src/dynamics/read-filtered.ts': 'by test/dynamics/find-users.test.ts',
  'src/active-directory/show-deleted.ts': 'on the wire, by its two users’ tests',
  'src/store/sqlite/open-embedded.ts': 'by test/store/open-store.test.ts',
  'src/work/end-of.ts': 'by test/work/in-process.test.ts',
  'src/work/when-aborted.ts': 'by test/work/in-process.test.ts',
  'src/work/work-name.ts': 'by test/work/in-process.test.ts',
  'src/telemetry/create-log.ts': 'as a process, by test/end-to-end'
}

/** Tests about more than one file. */
const apart = /^test\/(house|end-to-end|crash|planning\/nobody-elses-account)\b/

const isSource = /^src\/.*\.ts$/

t.test(
  'every source file that does something has its test, or something else tries it',
  async t => {
    const excused = (path: string) =>
      Object.keys(triedElsewhere).some(each => path.startsWith(each))
    const missing = files.filter(
      path => isSource.test(path) && !files.includes(mirrorOf(path)) && !excused(path)
    )
    const doing = await Promise.all(missing.map(holdsCode))
    t.strictSame(
      missing.filter((_, index) => doing[index]),
      []
    )
  }
)

t.test('nothing is excused that is not there', async t => {
  const gone = Object.keys(triedElsewhere).filter(
    each => !files.some(path => path.startsWith(each))
  )
  t.strictSame(gone, [])
})

t.test("every test mirrors a source file, else its coverage would be nobody's", async t => {
  const tests = files.filter(path => path.endsWith('.test.ts') && !apart.test(path))
  t.strictSame(
    tests.filter(path => !files.includes(sourceOf(path))),
    []
  )
})

/** Types alone leave nothing to run. */
async function holdsCode(path: string): Promise<boolean> {
  const code = stripTypeScriptTypes(await readFile(join(root, path), 'utf8'))
  return code.replaceAll(/\/\*[^]*?\*\/|\/\/.*|\s|;/g, '') !== ''
}

function mirrorOf(path: string): string {
  return path.replace(/^src/, 'test').replace(/\.ts$/, '.test.ts')
}

function sourceOf(path: string): string {
  return path.replace(/^test/, 'src').replace(/\.test\.ts$/, '.ts')
}
