import type { DirectoryDomain } from '../ldap/directory-tree.ts'

export const contoso: DirectoryDomain = {
  netbiosName: 'CONTOSO',
  dnsName: 'contoso.test',
  distinguishedName: 'DC=contoso,DC=test',
  sid: 'S-1-5-21-1004336348-1177238915-682003330'
}

export const emea: DirectoryDomain = {
  netbiosName: 'EMEA',
  dnsName: 'emea.contoso.test',
  distinguishedName: 'DC=emea,DC=contoso,DC=test',
  sid: 'S-1-5-21-2127521184-1604012920-1887927527'
}
