import { Reader } from './config/reader.ts'
import type { VariableName } from './config/variables.ts'

export interface Config {
  readonly host: string
  readonly port: number
  readonly publicUrl?: string
  readonly logLevel: string
  readonly dataDir: string
  readonly databaseUrl?: string
  readonly directory: {
    readonly urls: readonly string[]
    readonly startTls: boolean
    readonly ca?: string
    readonly bindDn?: string
    readonly bindPassword?: string
    /** Where it stands, when it was given by file: it may rotate there. */
    readonly bindPasswordFile?: string
    readonly baseDns: readonly string[]
    readonly userFilter?: string
  }
  readonly dynamics: {
    readonly url: string
    readonly apiVersion: string
    readonly ca?: string
    readonly auth: 'none'
    readonly maxConcurrency: number
    readonly maxWritesPerSecond?: number
  }
  readonly placeholders: readonly string[]
  readonly placeholderUnit?: string
  readonly makesPlaceholders: boolean
  readonly protectedNames: readonly string[]
  readonly protectedGroups: readonly string[]
  readonly approvalsRequired: number
  readonly maxPlanUsers: number
  readonly maxPlanPercent: number
  readonly planTtlMs: number
  readonly settleTimeoutMs: number
  readonly fullScanIntervalMs: number
  readonly scanSchedule?: string
  readonly apiKeysFile: string
  readonly docs: boolean
  readonly metrics: boolean
}

/** Thrown with every wrong variable at once, one line each; nothing has been contacted. */
export class ConfigError extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`The configuration is not valid:\n${problems.map(each => `  - ${each}`).join('\n')}`)
    this.problems = problems
  }
}

/** Reads and checks all variables. Throws ConfigError. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const read = new Reader(environment)
  const config: Config = {
    host: read.text('HOST') ?? '127.0.0.1',
    port: read.integer('PORT', 8080, 0, 65_535),
    ...optional('publicUrl', read.url('PUBLIC_URL', ['http:', 'https:'])),
    logLevel: read.choice('LOG_LEVEL', 'info', logLevels),
    dataDir: read.text('DATA_DIR') ?? './data',
    ...optional('databaseUrl', read.databaseUrl('DATABASE_URL')),
    directory: readDirectory(read),
    dynamics: readDynamics(read),
    placeholders: readNames(read, 'PLACEHOLDER_ACCOUNTS', read.list('PLACEHOLDER_ACCOUNTS', ',')),
    ...optional(
      'placeholderUnit',
      readDns(read, 'PLACEHOLDER_OU', [read.text('PLACEHOLDER_OU') ?? []].flat())[0]
    ),
    makesPlaceholders: readMakesPlaceholders(read),
    ...readProtected(read),
    approvalsRequired: read.integer('APPROVALS_REQUIRED', 1, 0, 10),
    maxPlanUsers: read.integer('MAX_PLAN_USERS', 500, 1, 1_000_000),
    maxPlanPercent: read.number('MAX_PLAN_PERCENT', 10, 100),
    planTtlMs: read.duration('PLAN_TTL', 'PT24H'),
    settleTimeoutMs: read.duration('SETTLE_TIMEOUT', 'PT2M'),
    fullScanIntervalMs: read.duration('FULL_SCAN_INTERVAL', 'P1D', 30),
    ...optional('scanSchedule', read.cron('SCAN_SCHEDULE')),
    apiKeysFile: read.json('API_KEYS_FILE'),
    docs: read.flag('DOCS', true),
    metrics: read.flag('METRICS', true)
  }
  read.refuseLater()
  if (read.problems.length > 0) throw new ConfigError(read.problems)
  return config
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']

function readDirectory(read: Reader): Config['directory'] {
  const urls = read.urls('DIRECTORY_URL', ['ldap:', 'ldaps:'])
  const startTls = read.flag('DIRECTORY_START_TLS', false)
  if (!startTls && urls.some(url => url.protocol === 'ldap:' && !isLoopback(url))) {
    read.refuse(
      'DIRECTORY_URL',
      'sends passwords in clear text; use ldaps:// or DIRECTORY_START_TLS=true'
    )
  }
  const bindDn = read.text('DIRECTORY_BIND_DN')
  const bindPassword = read.secret('DIRECTORY_BIND_PASSWORD')
  if ((bindDn === undefined) !== (bindPassword === undefined)) {
    read.refuse('DIRECTORY_BIND_DN', 'and DIRECTORY_BIND_PASSWORD go together; set both')
  }
  return {
    urls: urls.map(url => url.href.replace(/\/$/, '')),
    startTls,
    ...optional('ca', read.certificates('DIRECTORY_CA_FILE')),
    ...optional('bindDn', bindDn),
    ...optional('bindPassword', bindPassword),
    ...optional('bindPasswordFile', read.secretFile('DIRECTORY_BIND_PASSWORD')),
    baseDns: readDns(read, 'DIRECTORY_BASE_DN', read.list('DIRECTORY_BASE_DN', ';')),
    ...optional('userFilter', read.text('DIRECTORY_USER_FILTER'))
  }
}

function readDynamics(read: Reader): Config['dynamics'] {
  const url = read.required('DYNAMICS_URL', () => read.url('DYNAMICS_URL', ['http:', 'https:']))
  const auth = read.text('DYNAMICS_AUTH') ?? 'none'
  if (['negotiate', 'ntlm', 'adfs', 'entra'].includes(auth)) {
    read.refuse('DYNAMICS_AUTH', `${auth} is not supported by this version yet`)
  } else if (auth !== 'none') {
    read.refuse('DYNAMICS_AUTH', 'must be one of negotiate, ntlm, adfs, entra, none')
  } else if (url && !isLoopback(new URL(url))) {
    read.refuse('DYNAMICS_AUTH', 'none is for an organization on loopback only')
  }
  const maxWritesPerSecond = read.number('DYNAMICS_MAX_WRITES_PER_SECOND', 0, 100_000)
  return {
    url: url ?? '',
    apiVersion: read.matching('DYNAMICS_API_VERSION', 'v9.1', /^v\d+\.\d+$/, 'looks like v9.1'),
    ...optional('ca', read.certificates('DYNAMICS_CA_FILE')),
    auth: 'none',
    maxConcurrency: read.integer('DYNAMICS_MAX_CONCURRENCY', 4, 1, 64),
    ...(maxWritesPerSecond > 0 && { maxWritesPerSecond })
  }
}

/** That the connection is encrypted is asked of DIRECTORY_URL, whatever it is for. */
function readMakesPlaceholders(read: Reader): boolean {
  const makes = read.flag('PLACEHOLDER_CREATE', false)
  const needed = ['PLACEHOLDER_OU', 'DIRECTORY_BIND_DN'] as const
  for (const name of needed.filter(each => makes && read.text(each) === undefined)) {
    read.refuse('PLACEHOLDER_CREATE', `makes accounts, and needs ${name} for that; set it`)
  }
  return makes
}

/** DNs hold commas, so `;` separates; names without `=` may also be separated by commas. */
function readProtected(read: Reader): Pick<Config, 'protectedNames' | 'protectedGroups'> {
  const parts = read.list('PROTECTED_USERS', ';')
  return {
    protectedGroups: parts.filter(part => part.includes('=')),
    protectedNames: readNames(
      read,
      'PROTECTED_USERS',
      parts
        .filter(part => !part.includes('='))
        .flatMap(part => part.split(',').map(name => name.trim()))
        .filter(name => name !== '')
    )
  }
}

/** A name that nobody could have would protect nobody, or park nobody: refused, not ignored. */
function readNames(read: Reader, name: VariableName, values: readonly string[]): string[] {
  return read.names(
    name,
    values,
    /^[^\\@]+[\\@][^\\@]+$|^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i,
    'CONTOSO\\name'
  )
}

function readDns(read: Reader, name: VariableName, values: readonly string[]): string[] {
  return read.names(name, values, /^[a-z]+=.+/i, 'OU=People,DC=contoso,DC=test')
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined) {
  return (value === undefined ? {} : { [key]: value }) as { [K in Key]?: Value }
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname)
}
