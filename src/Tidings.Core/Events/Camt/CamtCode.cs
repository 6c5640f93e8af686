namespace Tidings.Core.Events.Camt;

/// <summary>A bank transaction code (<c>BkTxCd</c>): the ISO domain, family and sub-family, and the bank's own.</summary>
public sealed record CamtCode(string? Domain, string? Family, string? SubFamily, string? Proprietary);
