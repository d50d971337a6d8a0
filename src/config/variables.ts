/** One environment variable; the table in README is checked against these. */
interface Variable {
  readonly meaning: string
  /** As printed in the table: the value when unset, or what follows from that. */
  readonly fallback?: string
  readonly isSecret?: true
}

export const variables = {
  HOST: { meaning: 'listen address', fallback: '127.0.0.1' },
  PORT: { meaning: 'listen port', fallback: '8080' },
  PUBLIC_URL: { meaning: 'base of the absolute links', fallback: 'from the request' },
  LOG_LEVEL: { meaning: 'pino level', fallback: 'info' },
  DATA_DIR: { meaning: 'folder of the embedded store', fallback: './data' },
  DATABASE_URL: {
    meaning: '`postgres://…`: PostgreSQL 14 or newer, shared by several replicas instead',
    isSecret: true
  },
  DIRECTORY_URL: {
    meaning: '`ldaps://dc1.contoso.test` or `ldap://…`; several, comma-separated, tried in order'
  },
  DIRECTORY_START_TLS: {
    meaning: '`true` upgrades `ldap://`; required unless `ldaps://` or loopback',
    fallback: 'false'
  },
  DIRECTORY_CA_FILE: { meaning: "PEM added to the system's trust store" },
  DIRECTORY_BIND_DN: { meaning: 'reader account: DN, UPN or `DOMAIN\\name`' },
  DIRECTORY_BIND_PASSWORD: {
    meaning: 'its password; the file is read again for each connection, so it may rotate',
    isSecret: true
  },
  DIRECTORY_BASE_DN: {
    meaning: 'search base; several are separated by `;`',
    fallback: 'every domain of the root DSE'
  },
  DIRECTORY_USER_FILTER: { meaning: 'extra LDAP filter' },
  DYNAMICS_URL: { meaning: 'organization URL, its path kept: `https://crm.contoso.test/Contoso`' },
  DYNAMICS_API_VERSION: { meaning: 'Web API version', fallback: 'v9.1' },
  DYNAMICS_CA_FILE: { meaning: "PEM added to the system's trust store" },
  DYNAMICS_AUTH: { meaning: '`none` (loopback only); more to come', fallback: 'none' },
  DYNAMICS_MAX_CONCURRENCY: {
    meaning: 'simultaneous requests of a replica; one replica alone writes',
    fallback: '4'
  },
  DYNAMICS_MAX_WRITES_PER_SECOND: { meaning: 'write rate', fallback: 'unlimited' },
  PLACEHOLDER_ACCOUNTS: { meaning: '`CONTOSO\\crm-park-01,CONTOSO\\crm-park-02`' },
  PLACEHOLDER_OU: { meaning: 'use the accounts of this OU' },
  PLACEHOLDER_CREATE: {
    meaning:
      '`true` makes the placeholders that a plan lacks in `PLACEHOLDER_OU`, and removes them',
    fallback: 'false'
  },
  PROTECTED_USERS: {
    meaning: 'logon names and group DNs never to touch, beside the built-in ones; `;` between DNs'
  },
  APPROVALS_REQUIRED: { meaning: 'approvals that a plan needs', fallback: '1' },
  MAX_PLAN_USERS: { meaning: 'mass-change breaker: users in one plan', fallback: '500' },
  MAX_PLAN_PERCENT: { meaning: 'mass-change breaker: share of enabled users', fallback: '10' },
  PLAN_TTL: { meaning: 'how long a plan may be executed, ISO 8601 duration', fallback: 'PT24H' },
  SETTLE_TIMEOUT: {
    meaning: 'how long a name that Dynamics does not know yet is retried',
    fallback: 'PT2M'
  },
  FULL_SCAN_INTERVAL: {
    meaning:
      'scans read only what changed, where the servers can tell; after this time, 30 days at most, one reads everything again (`PT1S`: each one)',
    fallback: 'P1D'
  },
  SCAN_SCHEDULE: { meaning: 'cron expression (UTC) for scans that nobody asks for' },
  API_KEYS_FILE: { meaning: 'API keys; required: nobody calls the API unknown' },
  DOCS: { meaning: '`false` closes `/docs`', fallback: 'true' },
  METRICS: { meaning: '`false` closes `/metrics`', fallback: 'true' }
} as const satisfies Record<string, Variable>

export type VariableName = keyof typeof variables

/** Known to the contract, but not to this version: set, they are refused rather than ignored. */
export const later = [
  'DYNAMICS_USERNAME',
  'DYNAMICS_PASSWORD',
  'DYNAMICS_TOKEN_URL',
  'DYNAMICS_CLIENT_ID',
  'DYNAMICS_CLIENT_SECRET',
  'DYNAMICS_RESOURCE',
  'OIDC_ISSUER',
  'OIDC_AUDIENCE',
  'OIDC_ROLES_CLAIM',
  'WEBHOOK_URLS',
  'WEBHOOK_SECRET',
  'OTEL_EXPORTER_OTLP_ENDPOINT'
]
