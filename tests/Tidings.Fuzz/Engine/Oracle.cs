namespace Tidings.Fuzz.Engine;

/// <summary>A parser did what it must not.</summary>
internal sealed class OracleException(string claim) : Exception(claim);

internal static class Oracle
{
    public static void Holds(bool condition, string claim)
    {
        if (!condition)
            throw new OracleException(claim);
    }
}
