export type EdmType =
  | 'Edm.String'
  | 'Edm.Guid'
  | 'Edm.Boolean'
  | 'Edm.Int32'
  | 'Edm.Int64'
  | 'Edm.DateTimeOffset'

export interface Attribute {
  readonly type: EdmType
  readonly isUpdatable: boolean
  readonly maxLength?: number
}

/** Metadata of `systemuser` (CE docs, "SystemUser entity reference"): length → attributes. */
const updatableTexts: Readonly<Record<number, string>> = {
  20: 'salutation',
  40: 'address1_postalcode',
  50: 'middlename homephone nickname',
  64: 'firstname lastname mobilephone address1_telephone1 address1_telephone2 address1_telephone3 address1_fax',
  100: 'internalemailaddress personalemailaddress jobtitle employeeid governmentid',
  128: 'title yammeruserid address1_city address1_country address1_county address1_stateorprovince',
  200: 'yammeremailaddress photourl',
  1024: 'domainname windowsliveid sharepointemailaddress address1_line1 address1_line2 address1_line3'
}

const readOnlyTexts: Readonly<Record<number, string>> = {
  100: 'userpuid',
  200: 'fullname yomifullname',
  500: 'disabledreason',
  1000: 'address1_composite',
  1024: 'applicationiduri'
}

const updatable: Readonly<Partial<Record<EdmType, string>>> = {
  'Edm.Guid': 'applicationid',
  'Edm.Boolean': 'isdisabled isintegrationuser setupuser islicensed issyncwithdirectory',
  'Edm.Int32': 'accessmode caltype userlicensetype emailrouteraccessapproval invitestatuscode'
}

const readOnly: Readonly<Partial<Record<EdmType, string>>> = {
  'Edm.Guid':
    'systemuserid azureactivedirectoryobjectid organizationid _businessunitid_value _parentsystemuserid_value _positionid_value _territoryid_value _siteid_value _queueid_value _calendarid_value _transactioncurrencyid_value _defaultmailbox_value _createdby_value _modifiedby_value _createdonbehalfby_value _modifiedonbehalfby_value',
  'Edm.Boolean': 'isemailaddressapprovedbyo365admin',
  'Edm.Int32': 'identityid',
  'Edm.Int64': 'versionnumber',
  'Edm.DateTimeOffset': 'createdon modifiedon'
}

/**
 * What the Web API shows of a user. `activedirectoryguid`, `isactivedirectoryuser` and
 * `latestupdatetime` are missing on purpose: IsValidForRead is False for them.
 */
export const systemuserAttributes: ReadonlyMap<string, Attribute> = new Map([
  ...texts(updatableTexts, true),
  ...texts(readOnlyTexts, false),
  ...others(updatable, true),
  ...others(readOnly, false)
])

function texts(byLength: Readonly<Record<number, string>>, isUpdatable: boolean) {
  return Object.entries(byLength).flatMap(([length, names]) =>
    names.split(' ').map((name): [string, Attribute] => {
      return [name, { type: 'Edm.String', isUpdatable, maxLength: Number(length) }]
    })
  )
}

function others(byType: Readonly<Partial<Record<EdmType, string>>>, isUpdatable: boolean) {
  return Object.entries(byType).flatMap(([type, names]) =>
    names.split(' ').map((name): [string, Attribute] => {
      return [name, { type: type as EdmType, isUpdatable }]
    })
  )
}
