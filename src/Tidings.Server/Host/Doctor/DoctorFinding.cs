namespace Tidings.Server.Host.Doctor;

/// <summary>What one check found.</summary>
/// <param name="What">Which: database, clock, keys, a certificate's option, templates.</param>
/// <param name="Found">In a few words; no personal data, and nothing secret.</param>
/// <param name="IsGood">It is as it should be, or nobody here can tell otherwise.</param>
/// <param name="Advice">What to do, where it is not good.</param>
public sealed record DoctorFinding(string What, string Found, bool IsGood, string Advice)
{
    internal static DoctorFinding Good(string what, string found) => new(what, found, true, "");

    internal static DoctorFinding Wrong(string what, string found, string advice) => new(what, found, false, advice);
}
