/**
 * The part of Khronos' glTF validator that Gezi uses; the package ships no types of its own.
 * Shape after the report schema in the package (`validation.schema.json`).
 */

/** 0 error, 1 warning, 2 information, 3 hint. */
export type GltfIssueSeverity = 0 | 1 | 2 | 3;

export interface GltfIssue {
  readonly code: string;
  readonly message: string;
  readonly severity: GltfIssueSeverity;
  /** JSON pointer to the object, for issues in the JSON part. */
  readonly pointer?: string;
  /** Byte offset, for issues in a binary part. */
  readonly offset?: number;
}

export interface GltfValidationReport {
  readonly uri?: string;
  readonly mimeType: string;
  readonly validatorVersion: string;
  readonly issues: {
    readonly numErrors: number;
    readonly numWarnings: number;
    readonly numInfos: number;
    readonly numHints: number;
    readonly messages: readonly GltfIssue[];
    readonly truncated: boolean;
  };
  readonly info: {
    readonly version: string;
    readonly extensionsUsed?: readonly string[];
    readonly extensionsRequired?: readonly string[];
    readonly drawCallCount: number;
    readonly totalVertexCount: number;
    readonly totalTriangleCount: number;
  };
}

export interface GltfValidationOptions {
  readonly uri?: string;
  readonly format?: 'glb' | 'gltf';
  readonly externalResourceFunction?: (uri: string) => Promise<Uint8Array>;
  readonly writeTimestamp?: boolean;
  /** 0 means unlimited. */
  readonly maxIssues?: number;
  readonly ignoredIssues?: readonly string[];
  readonly onlyIssues?: readonly string[];
  readonly severityOverrides?: Readonly<Record<string, GltfIssueSeverity>>;
}

interface GltfValidator {
  version(): string;
  supportedExtensions(): string[];
  validateBytes(data: Uint8Array, options?: GltfValidationOptions): Promise<GltfValidationReport>;
  validateString(json: string, options?: GltfValidationOptions): Promise<GltfValidationReport>;
}

declare const validator: GltfValidator;
export default validator;
