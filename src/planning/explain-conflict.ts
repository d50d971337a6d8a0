import type { Link } from '../model/link.ts'
import type { Offer, Verdict } from './prove-links.ts'

/** Why a row can't stand beside a link that is known, and what to do about it. */
export function explainConflict(
  row: Offer,
  { kind, by }: Extract<Verdict, { by: Link }>,
  exportedAt?: string
): string {
  switch (kind) {
    case 'disproven':
      return `The row names the account ${named(row.objectGuid, row)}, but this service wrote the record to ${named(by.objectGuid, by)} on ${by.provenAt} and read it back. ${whichIsNewer(exportedAt)}`
    case 'taken':
      return `The account is linked to the user ${named(by.systemUserId, by)} already. ${wayOut(by)}`
  }
}

function whichIsNewer(exportedAt: string | undefined): string {
  return exportedAt
    ? `The list is older (\`exportedAt\` is ${exportedAt}): export it again, or leave the row out.`
    : 'Was the list exported later than that, say when by `exportedAt`; else leave the row out.'
}

/** A list moves nobody of whom it says nothing. */
function wayOut({ source, provenAt }: Link): string {
  return source === 'map'
    ? `This service wrote that on ${provenAt} and read it back. Leave the row out; if somebody has changed that user's record since, import its row as well, exported since (\`exportedAt\`).`
    : "Import that user's row as well, or leave this one out."
}

function named(id: string, { domainName }: Offer | Link): string {
  return domainName ? `${id} (${domainName})` : id
}
