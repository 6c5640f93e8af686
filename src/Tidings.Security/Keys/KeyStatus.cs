namespace Tidings.Security.Keys;

/// <summary>The keys of an installation, counted. Nothing in it is secret.</summary>
/// <param name="Provider">Who keeps the root key: <see cref="IKeyProvider.Name"/>.</param>
/// <param name="Root">The id of the root key under which is wrapped now. Null: the provider does not answer.</param>
/// <param name="Wrapping">The key-encryption keys. More than one: a rotation is under way, or was cut off.</param>
/// <param name="Index">The keys of the blind index.</param>
/// <param name="Destroyed">Data keys that were destroyed.</param>
public sealed record KeyStatus(string Provider, string? Root, IReadOnlyList<KeyVersion> Wrapping, IReadOnlyList<KeyVersion> Index, long Destroyed);

/// <summary>A version of one of the installation's keys.</summary>
/// <param name="Root">The root key that wraps it.</param>
/// <param name="DataKeys">How many data keys it wraps; null for a key that wraps none.</param>
public sealed record KeyVersion(int Version, string Root, long? DataKeys);
