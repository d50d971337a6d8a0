import type { Role } from '../model/caller.ts'
import { userId } from './company/user-record.ts'

/** What is printed once the sandbox listens: a key for each role, and what to try, ready to paste. */
export function welcome(url: string, secrets: ReadonlyMap<Role, string>): string {
  return `
relink sandbox at ${url}: an imitation Active Directory and an imitation Dynamics organization
of some sixty people, on this machine only. Nothing outside is touched; Ctrl-C ends it.

An API key for each role:
${[...secrets].map(([role, secret]) => `  ${role.padEnd(9)} ${secret}`).join('\n')}

1. Jane Doe married, and the Webers' logon names were swapped. Who cannot log on, and why?

${post(url, '/v1/detect-mismatch', secrets.get('planner'), single({ users: asked }))}

2. Plan the way back for the three of them:

${post(url, '/v1/plan-remap', secrets.get('planner'), single({ targets, changeNumber: 'CHG0030192' }))} | tee plan.json

3. Approve it as somebody else, run it, and see how it ended:

PLAN=$(sed 's/.*"planId":"\\([^"]*\\).*/\\1/' plan.json); DIGEST=$(sed 's/.*"digest":"\\([^"]*\\).*/\\1/' plan.json)
${post(url, '/v1/plans/$PLAN/approve', secrets.get('approver'), `"{\\"digest\\":\\"$DIGEST\\"}"`)} -o /dev/null &&
${post(url, '/v1/execute-remap', secrets.get('executor'), `"{\\"planId\\":\\"$PLAN\\",\\"digest\\":\\"$DIGEST\\"}"`)} -H 'Prefer: wait=20'

Then ask 1. again. To play on: POST /sandbox/rename, swap, recreate, delete, add and reset (see README).
The API's documentation: ${url}/docs
`
}

const asked = ['jane.doe@contoso.test', 'CONTOSO\\a.weber', 'CONTOSO\\am.weber', 'CONTOSO\\nobody']

const targets = [
  { systemUserId: userId('jane.doe'), account: 'CONTOSO\\jane.miller' },
  { systemUserId: userId('a.weber'), account: 'CONTOSO\\am.weber' },
  { systemUserId: userId('am.weber'), account: 'CONTOSO\\a.weber' }
]

/** `body` is a word of the shell, quoted already. */
function post(url: string, path: string, key: string | undefined, body: string): string {
  return `curl -sS "${url}${path}" -H 'X-API-Key: ${key ?? ''}' -H 'Content-Type: application/json' -d ${body}`
}

function single(body: object): string {
  return `'${JSON.stringify(body)}'`
}
