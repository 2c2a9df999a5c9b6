import type { ValidationRule } from '../rule.js';
import { ghProvideLocations } from './gh1001.js';
import { ghInlineThreadFlowLocations } from './gh1002.js';
import { ghProvideRegions } from './gh1003.js';
import { ghKeepLimits } from './gh1004.js';
import { ghLocationsAreFilePaths } from './gh1005.js';
import { ghProvideCheckoutPath } from './gh1006.js';
import { ghProvideMessageText } from './gh1007.js';
import { ghReferenceFinalSchema } from './gh1011.js';
import { ghProvideLogProperties } from './gh1013.js';
import { ghProvideRunProperties } from './gh1014.js';
import { ghProvideResultProperties } from './gh1015.js';
import { ghProvidePhysicalLocations } from './gh1016.js';
import { ghProvideArtifactUris } from './gh1017.js';
import { ghProvideToolProperties } from './gh1018.js';
import { ghProvideRuleProperties } from './gh2012.js';
import { azdoReferenceFinalSchema } from './ghazdo1011.js';
import { azdoProvideLogProperties } from './ghazdo1013.js';
import { azdoProvideRunProperties } from './ghazdo1014.js';
import { azdoProvideResultProperties } from './ghazdo1015.js';
import { azdoProvidePhysicalLocations } from './ghazdo1016.js';
import { azdoProvidePhysicalLocationProperties } from './ghazdo1017.js';
import { azdoProvideToolProperties } from './ghazdo1018.js';
import { azdoProvidePipelineProperties } from './ghazdo1019.js';
import { azdoProvideAutomationDetailsId } from './ghazdo1020.js';
import { azdoProvideRuleProperties } from './ghazdo2012.js';
import { ruleIdentifiersMustBeValid } from './sarif1001.js';
import { urisMustBeValid } from './sarif1002.js';
import { expressUriBaseIdsCorrectly } from './sarif1004.js';
import { uriMustBeAbsolute } from './sarif1005.js';
import { invocationPropertiesMustBeConsistent } from './sarif1006.js';
import { regionPropertiesMustBeConsistent } from './sarif1007.js';
import { physicalLocationPropertiesMustBeConsistent } from './sarif1008.js';
import { indexPropertiesMustBeConsistentWithArrays } from './sarif1009.js';
import { ruleIdMustBeConsistent } from './sarif1010.js';
import { referenceFinalSchema } from './sarif1011.js';
import { messageArgumentsMustBeConsistentWithRule } from './sarif1012.js';
import { sarifReferencesMustResolve } from './sarif1013.js';
import { terminateMessagesWithPeriod } from './sarif2001.js';
import { provideMessageArguments } from './sarif2002.js';
import { provideVersionControlProvenance } from './sarif2003.js';
import { optimizeFileSize } from './sarif2004.js';
import { provideToolProperties } from './sarif2005.js';
import { urisShouldBeReachable } from './sarif2006.js';
import { expressPathsRelativeToRepoRoot } from './sarif2007.js';
import { provideSchema } from './sarif2008.js';
import { considerConventionalIdentifierValues } from './sarif2009.js';
import { provideCodeSnippets } from './sarif2010.js';
import { provideContextRegion } from './sarif2011.js';
import { provideRuleProperties } from './sarif2012.js';
import { provideEmbeddedFileContent } from './sarif2013.js';
import { provideDynamicMessageContent } from './sarif2014.js';
import { enquoteDynamicMessageContent } from './sarif2015.js';
import { fileUrisShouldBeRelative } from './sarif2016.js';
import { provideRequiredRegionProperties } from './sarif2017.js';

/** Every rule of the validator, in the order of the documentation. */
export const VALIDATION_RULES: readonly ValidationRule[] = [
  ruleIdentifiersMustBeValid,
  urisMustBeValid,
  expressUriBaseIdsCorrectly,
  uriMustBeAbsolute,
  invocationPropertiesMustBeConsistent,
  regionPropertiesMustBeConsistent,
  physicalLocationPropertiesMustBeConsistent,
  indexPropertiesMustBeConsistentWithArrays,
  ruleIdMustBeConsistent,
  referenceFinalSchema,
  messageArgumentsMustBeConsistentWithRule,
  sarifReferencesMustResolve,
  terminateMessagesWithPeriod,
  provideMessageArguments,
  provideVersionControlProvenance,
  optimizeFileSize,
  provideToolProperties,
  urisShouldBeReachable,
  expressPathsRelativeToRepoRoot,
  provideSchema,
  considerConventionalIdentifierValues,
  provideCodeSnippets,
  provideContextRegion,
  provideRuleProperties,
  provideEmbeddedFileContent,
  provideDynamicMessageContent,
  enquoteDynamicMessageContent,
  fileUrisShouldBeRelative,
  provideRequiredRegionProperties,
  ghProvideLocations,
  ghInlineThreadFlowLocations,
  ghProvideRegions,
  ghKeepLimits,
  ghLocationsAreFilePaths,
  ghProvideCheckoutPath,
  ghProvideMessageText,
  ghReferenceFinalSchema,
  ghProvideLogProperties,
  ghProvideRunProperties,
  ghProvideResultProperties,
  ghProvidePhysicalLocations,
  ghProvideArtifactUris,
  ghProvideToolProperties,
  ghProvideRuleProperties,
  azdoReferenceFinalSchema,
  azdoProvideLogProperties,
  azdoProvideRunProperties,
  azdoProvideResultProperties,
  azdoProvidePhysicalLocations,
  azdoProvidePhysicalLocationProperties,
  azdoProvideToolProperties,
  azdoProvidePipelineProperties,
  azdoProvideAutomationDetailsId,
  azdoProvideRuleProperties,
];
