using System.Text.Json;
using System.Text.Json.Serialization;
using Tidings.Security.Keys;
using Tidings.Security.Sealing;

namespace Tidings.Server.Operate.Keys;

/// <param name="What"><c>root</c>: the key at the provider. <c>wrapping</c>: the key-encryption key, and all data keys are wrapped anew. <c>data</c>: every data key; <c>customer</c>: one. <c>documents</c>, <c>index</c>.</param>
/// <param name="Customer">Whose key, by the bank's id: with <c>customer</c>, and with nothing else.</param>
internal sealed record RotationAsked(string? What, string? Customer = null);

/// <param name="DestroyOld">Destroys at the end the versions of data keys that nothing is sealed under any more. Older copies of the data then open no more.</param>
internal sealed record ReencryptionAsked(bool DestroyOld = false);

/// <summary>The keys that seal the data, counted.</summary>
/// <param name="Provider">Who keeps the root key: <c>file</c>, <c>vault</c>, <c>pkcs11</c>, <c>aws-kms</c>.</param>
/// <param name="Root">The root key in use. Absent: the provider does not answer.</param>
/// <param name="Wrapping">Key-encryption keys and how many data keys each wraps.</param>
/// <param name="Index">Keys of the blind index.</param>
/// <param name="Destroyed">Data keys that were destroyed.</param>
/// <param name="Pass">The pass that wraps data keys anew: under way, or the last since the start.</param>
/// <param name="Refused">Stored rows that did not open since the start. Absent: none.</param>
internal sealed record InstallationKeys(string Provider, string? Root, IReadOnlyList<KeyVersion> Wrapping, IReadOnlyList<KeyVersion> Index, long Destroyed, KeyPass? Pass, RefusedRows? Refused = null);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(RotationAsked))]
[JsonSerializable(typeof(ReencryptionAsked))]
[JsonSerializable(typeof(KeyOrder))]
[JsonSerializable(typeof(InstallationKeys))]
internal sealed partial class InstallationKeyJson : JsonSerializerContext;
