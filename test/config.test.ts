import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { ConfigError, readConfig } from '../src/config.ts'
import { variables } from '../src/config/variables.ts'

const folder = t.testdir({ 'keys.json': '{"keys":[]}', password: 'hunter2\n', 'ca.pem': 'PEM' })

const least = {
  DIRECTORY_URL: 'ldaps://dc1.contoso.test',
  DYNAMICS_URL: 'http://127.0.0.1:5555/Contoso/',
  API_KEYS_FILE: join(folder, 'keys.json')
}

t.test('the least that must be set, and what follows from it', async t => {
  t.match(readConfig(least), {
    host: '127.0.0.1',
    port: 8080,
    logLevel: 'info',
    dataDir: './data',
    directory: { urls: ['ldaps://dc1.contoso.test'], startTls: false, baseDns: [] },
    dynamics: { url: 'http://127.0.0.1:5555/Contoso', apiVersion: 'v9.1', maxConcurrency: 4 },
    placeholders: [],
    approvalsRequired: 1,
    maxPlanUsers: 500,
    maxPlanPercent: 10,
    planTtlMs: 24 * 3600 * 1000,
    settleTimeoutMs: 120_000,
    docs: true,
    metrics: true
  })
  t.notOk('publicUrl' in readConfig(least), 'a value that is not set is absent')
})

t.test(
  'every wrong variable is named at once, and no value is repeated that may be a secret',
  async t => {
    const problems = problemsOf({
      PORT: 'many',
      LOG_LEVEL: 'loud',
      DIRECTORY_BIND_PASSWORD: 'hunter2',
      DIRECTORY_CA_FILE: join(folder, 'missing.pem'),
      DYNAMICS_AUTH: 'kerberos',
      MAX_PLAN_PERCENT: '0',
      PLAN_TTL: '1 day',
      WEBHOOK_URLS: 'https://example.test'
    })
    for (const name of [
      'PORT',
      'LOG_LEVEL',
      'DIRECTORY_URL',
      'DIRECTORY_BIND_DN',
      'DIRECTORY_CA_FILE',
      'DYNAMICS_URL',
      'DYNAMICS_AUTH',
      'MAX_PLAN_PERCENT',
      'PLAN_TTL',
      'API_KEYS_FILE',
      'WEBHOOK_URLS'
    ]) {
      t.ok(
        problems.some(problem => problem.startsWith(`${name} `)),
        name
      )
    }
    t.equal(problems.length, 11)
    t.notMatch(problems.join(), 'hunter2')
  }
)

t.test('what would send a password in clear text is refused', async t => {
  const clear = { ...least, DIRECTORY_URL: 'ldap://dc1.contoso.test' }
  t.match(problemsOf(clear), [/^DIRECTORY_URL .*clear text/])
  t.same(problemsOf({ ...clear, DIRECTORY_START_TLS: 'true' }), [])
  t.same(problemsOf({ ...least, DIRECTORY_URL: 'ldap://127.0.0.10:389, ldap://localhost' }), [])
  t.match(problemsOf({ ...least, DIRECTORY_URL: 'ldaps://me:hunter2@dc1' }), [/credentials/])
})

t.test('to make placeholders it needs a unit, an account, and encryption', async t => {
  const makes = {
    ...least,
    PLACEHOLDER_CREATE: 'true',
    PLACEHOLDER_OU: 'OU=Placeholders,DC=contoso,DC=test',
    DIRECTORY_BIND_DN: 'CONTOSO\\svc-relink',
    DIRECTORY_BIND_PASSWORD: 'hunter2'
  }
  t.equal(readConfig(makes).makesPlaceholders, true)
  t.equal(readConfig(least).makesPlaceholders, false)
  const problems = problemsOf({ ...least, PLACEHOLDER_CREATE: 'true' })
  t.match(problems, [/^PLACEHOLDER_CREATE .*PLACEHOLDER_OU/, /^PLACEHOLDER_CREATE .*BIND_DN/])
  t.match(problemsOf({ ...makes, DIRECTORY_URL: 'ldap://dc1.contoso.test' }), [
    /^DIRECTORY_URL .*clear text/
  ])
  t.same(problemsOf({ ...makes, DIRECTORY_URL: 'ldap://127.0.0.1:389' }), [])
  t.match(problemsOf({ ...least, PLACEHOLDER_CREATE: 'yes' }), [/^PLACEHOLDER_CREATE must be/])
})

t.test('an organization without authentication must be on loopback', async t => {
  t.match(problemsOf({ ...least, DYNAMICS_URL: 'https://crm.contoso.test/Contoso' }), [/loopback/])
  t.match(problemsOf({ ...least, DYNAMICS_AUTH: 'ntlm' }), [/not supported by this version/])
})

t.test('secrets by file, without the line break at their end', async t => {
  const environment = {
    ...least,
    DIRECTORY_BIND_DN: 'CONTOSO\\svc-reader',
    DIRECTORY_BIND_PASSWORD_FILE: join(folder, 'password')
  }
  t.match(readConfig(environment).directory, {
    bindPassword: 'hunter2',
    bindPasswordFile: join(folder, 'password')
  })
  t.match(problemsOf({ ...environment, DIRECTORY_BIND_PASSWORD: 'other' }), [/both set/])
  t.match(problemsOf({ ...environment, DIRECTORY_BIND_PASSWORD_FILE: '/nowhere' }), [
    /^DIRECTORY_BIND_PASSWORD_FILE names a file/,
    /DIRECTORY_BIND_DN/
  ])
})

t.test('lists', async t => {
  const config = readConfig({
    ...least,
    DIRECTORY_URL: 'ldaps://dc1, ldaps://dc2:3269',
    DIRECTORY_BASE_DN: 'DC=contoso,DC=test; DC=emea,DC=contoso,DC=test',
    PLACEHOLDER_ACCOUNTS: 'CONTOSO\\crm-park-01,CONTOSO\\crm-park-02',
    PROTECTED_USERS: 'CONTOSO\\ceo, CONTOSO\\cfo; CN=Board,OU=Groups,DC=contoso,DC=test'
  })
  t.same(config.directory.urls, ['ldaps://dc1', 'ldaps://dc2:3269'])
  t.same(config.directory.baseDns, ['DC=contoso,DC=test', 'DC=emea,DC=contoso,DC=test'])
  t.same(config.placeholders, ['CONTOSO\\crm-park-01', 'CONTOSO\\crm-park-02'])
  t.same(config.protectedNames, ['CONTOSO\\ceo', 'CONTOSO\\cfo'])
  t.same(config.protectedGroups, ['CN=Board,OU=Groups,DC=contoso,DC=test'])
})

t.test('durations', async t => {
  const ttl = (text: string) => readConfig({ ...least, PLAN_TTL: text }).planTtlMs
  t.equal(ttl('PT1S'), 1000)
  t.equal(ttl('PT0.5S'), 500)
  t.equal(ttl('P1DT2H3M4S'), ((26 * 60 + 3) * 60 + 4) * 1000)
  for (const text of ['P', 'PT', '24h', 'P1W', 'PT1H1D']) {
    t.match(problemsOf({ ...least, PLAN_TTL: text }), [/^PLAN_TTL/], text)
  }
})

t.test('README has every variable, with its meaning and default, and no other', async t => {
  const path = new URL('../README.md', import.meta.url)
  const table = Object.entries(variables)
    .map(([name, variable]) => row(name, variable))
    .join('\n')
  if (process.env['UPDATE_README']) {
    const old = readFileSync(path, 'utf8')
    writeFileSync(path, old.replace(/(\| variable.*\n\|.*\n)(\|.*\n)+/, `$1${table}\n`))
  }
  const readme = readFileSync(path, 'utf8').replaceAll(/ +\|/g, ' |')
  t.ok(readme.includes(`|\n${table.replaceAll(/ +\|/g, ' |')}\n\n`))
})

function row(
  name: string,
  { meaning, fallback, isSecret }: { meaning: string; fallback?: string; isSecret?: true }
): string {
  const names = isSecret ? `\`${name}\`, \`${name}_FILE\`` : `\`${name}\``
  return `| ${names} | ${meaning} | ${fallback === undefined ? '' : `\`${fallback}\``} |`
}

function problemsOf(environment: NodeJS.ProcessEnv): readonly string[] {
  try {
    readConfig(environment)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}
