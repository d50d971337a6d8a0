import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSambaAd, type SambaAd } from '../../test/peers/samba-ad.ts'

/** A real domain controller with so many people in it; undefined, and said why, where none is installed. */
export async function startSambaWith(
  people: number,
  ends: (() => unknown)[]
): Promise<SambaAd | undefined> {
  const ad = await startSambaAd({
    teardown: end => void ends.push(end),
    setTimeout: () => {},
    fail: why => {
      throw new Error(why)
    },
    pass: why => console.error(why)
  })
  if (!ad) return undefined
  const folder = await mkdtemp(join(tmpdir(), 'relink-bench-'))
  const path = join(folder, 'people.ldif')
  for (let from = 0; from < people; from += portion) {
    const numbers = Array.from({ length: Math.min(portion, people - from) }, (_, at) => from + at)
    await writeFile(path, numbers.map(number => person(number, ad)).join(''))
    await ad.load(path)
  }
  await rm(folder, { recursive: true })
  return ad
}

/** What is loaded within the time that the domain controller's script has. */
const portion = 20_000

export function nameOf(number: number): string {
  return `person${number}`
}

function person(number: number, { baseDn, dnsName }: SambaAd): string {
  const name = nameOf(number)
  return `dn: CN=${name},CN=Users,${baseDn}
objectClass: user
sAMAccountName: ${name}
userPrincipalName: ${name}@${dnsName}
mail: ${name}@${dnsName}
proxyAddresses: SMTP:${name}@${dnsName}
employeeID: E${number}
displayName: Person ${number}
givenName: Person
sn: Number ${number}
userAccountControl: 514

`
}
