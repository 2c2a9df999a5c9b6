import { defineFormat } from '../format.js';
import { mixed } from './character-kinds.js';
import { beside, token } from './form.js';
import { BASE62, BASE64_URL } from './pattern-parts.js';

const YANDEX = 'https://yandex.cloud/en/docs/iam/concepts/authorization/';

export const CLOUDS_GLOBAL = [
  defineFormat({
    id: 'alibaba-cloud-access-key-id',
    title: 'Alibaba Cloud AccessKey ID',
    grants: 'It names an AccessKey of the account, and with its secret it signs requests.',
    revoke: {
      steps: 'Make a new AccessKey for the RAM user, disable the old one, then delete it.',
      url: 'https://ram.console.aliyun.com/manage/ak',
    },
    severity: 'low',
    precision: 'high',
    references: ['https://www.alibabacloud.com/help/en/ram/user-guide/create-an-accesskey-pair'],
    ...token(['LTAI', [BASE62, 12, 20]], { holds: mixed }),
  }),
  defineFormat({
    id: 'alibaba-cloud-access-key-secret',
    title: 'Alibaba Cloud AccessKey secret',
    grants: 'With its ID it does everything that the RAM user or the account may do.',
    revoke: {
      steps:
        'Make a new AccessKey for the RAM user, disable the old one, look at ActionTrail, then delete it.',
      url: 'https://ram.console.aliyun.com/manage/ak',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://www.alibabacloud.com/help/en/ram/user-guide/create-an-accesskey-pair'],
    ...beside(['alibaba', 'aliyun', 'alicloud', 'access_key', 'oss_access', 'oss_key'], [[BASE62, 30]], {
      named: ['secret'],
      holds: mixed,
    }),
  }),
  defineFormat({
    id: 'tencent-cloud-secret-id',
    title: 'Tencent Cloud SecretId',
    grants: 'It names an API key of the account, and with its SecretKey it signs requests.',
    revoke: {
      steps: 'Make a new key under Access Management → API keys, disable the old one, then delete it.',
      url: 'https://console.tencentcloud.com/cam/capi',
    },
    severity: 'low',
    precision: 'high',
    references: ['https://www.tencentcloud.com/document/product/598/34228'],
    ...token(['AKID', [BASE62, 32]], { holds: mixed }),
  }),
  defineFormat({
    id: 'tencent-cloud-secret-key',
    title: 'Tencent Cloud SecretKey',
    grants: 'With its SecretId it does everything that the sub-user or the account may do.',
    revoke: {
      steps:
        'Make a new key under Access Management → API keys, disable the old one, look at CloudAudit, then delete it.',
      url: 'https://console.tencentcloud.com/cam/capi',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://www.tencentcloud.com/document/product/598/34228'],
    ...beside(['tencent', 'qcloud', 'cos_secret'], [[BASE62, 32]], {
      named: ['key', 'secret'],
      holds: mixed,
    }),
  }),
  defineFormat({
    id: 'ibm-cloud-api-key',
    title: 'IBM Cloud API key',
    grants: 'It obtains IAM tokens and does what the user or service ID may do in the account.',
    revoke: {
      steps: 'Delete the key under Manage → Access (IAM) → API keys.',
      url: 'https://cloud.ibm.com/iam/apikeys',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://cloud.ibm.com/docs/account?topic=account-userapikey'],
    ...beside(['ibm_cloud', 'ibmcloud', 'ibm_', 'bluemix', 'watson', 'softlayer'], [[BASE64_URL, 44]], {
      named: ['key', 'iam_apikey'],
      holds: mixed,
      keywords: ['ibm_', 'ibm-', 'ibm.', 'ibmcloud', 'bluemix', 'watson', 'softlayer'],
    }),
  }),
  defineFormat({
    id: 'yandex-cloud-api-key',
    title: 'Yandex Cloud API key',
    grants: 'It calls the services that its service account may use.',
    revoke: {
      steps: 'Delete the API key of the service account.',
      url: 'https://yandex.cloud/en/docs/iam/operations/authentication/manage-api-keys',
    },
    severity: 'high',
    precision: 'very-high',
    references: [YANDEX],
    ...token(['AQVN', [BASE64_URL, 35, 38]]),
  }),
  defineFormat({
    id: 'yandex-cloud-static-key',
    title: 'Yandex Cloud static access key secret',
    grants: 'With its ID it reads and writes the object storage and queues of the folder.',
    revoke: {
      steps: 'Delete the static access key of the service account.',
      url: 'https://yandex.cloud/en/docs/iam/operations/authentication/manage-access-keys',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://yandex.cloud/en/docs/iam/concepts/authorization/access-key'],
    ...beside(['yandex', 'yc_', 'secret_access', 's3_secret'], ['YC', [BASE64_URL, 38]], {
      named: [],
      keywords: ['yandex', 'yc_secret', 'secret_access', 's3_secret', 'secretaccess'],
    }),
  }),
  defineFormat({
    id: 'yandex-oauth-token',
    title: 'Yandex OAuth token',
    grants:
      'It does in the name of the Yandex account what the application was granted, and obtains IAM tokens.',
    revoke: {
      steps: 'Revoke the access of the application in the Yandex ID settings.',
      url: 'https://id.yandex.com/personal/data-access',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://yandex.cloud/en/docs/iam/concepts/authorization/oauth-token'],
    ...token(['y0_', [BASE64_URL, 55, 60]]),
  }),
  defineFormat({
    id: 'yandex-cloud-iam-token',
    title: 'Yandex Cloud IAM token',
    grants: 'It does what the user or service account may do, for up to twelve hours.',
    revoke: {
      steps: 'Revoke the token (`yc iam revoke-token`); it expires within twelve hours.',
      url: 'https://yandex.cloud/en/docs/iam/operations/iam-token/revoke-iam-token',
    },
    severity: 'medium',
    precision: 'very-high',
    references: ['https://yandex.cloud/en/docs/iam/concepts/authorization/iam-token'],
    ...token(['t1.9eu', [BASE64_URL, 60, 400], '.', [BASE64_URL, 86]]),
  }),
];
