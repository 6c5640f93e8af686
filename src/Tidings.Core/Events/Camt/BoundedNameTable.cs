using System.Xml;

namespace Tidings.Core.Events.Camt;

/// <summary>The XML reader keeps every name that it has seen; this bounds how many.</summary>
internal sealed class BoundedNameTable(int max) : NameTable
{
    private int _count;

    public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? Counted(base.Add(key, start, len));

    public override string Add(string key) => Get(key) ?? Counted(base.Add(key));

    private string Counted(string name) => ++_count <= max ? name : throw new CamtLimitException("names");
}
