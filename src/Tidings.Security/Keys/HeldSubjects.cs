namespace Tidings.Security.Keys;

/// <summary>
/// Subjects that are needed together. While they are held, the cache may drop them but their keys stay: otherwise a batch of more subjects than memory has room for
/// would never be done.
/// </summary>
internal sealed class HeldSubjects : IDisposable
{
    readonly Dictionary<string, Subject> subjects = new(StringComparer.Ordinal);

    public int Count => subjects.Count;

    public IEnumerable<KeyValuePair<string, Subject>> All => subjects;

    /// <summary>False: its keys are zero already.</summary>
    public bool TryAdd(string name, Subject subject)
    {
        if (!subject.Hold())
            return false;
        subjects.Add(name, subject);
        return true;
    }

    public Subject? Find(string name) => subjects.GetValueOrDefault(name);

    public void Dispose()
    {
        foreach (var subject in subjects.Values)
            subject.Release();
        subjects.Clear();
    }
}
