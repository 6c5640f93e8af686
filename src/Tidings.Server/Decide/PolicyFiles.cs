using Tidings.Core.Decide.Policies;
using Tidings.Core.Events;

namespace Tidings.Server.Decide;

/// <summary>The bank's own packs in files, read at the start.</summary>
internal static class PolicyFiles
{
    /// <param name="paths">Each a pack. One with the id of a shipped pack takes its place.</param>
    /// <param name="errors">Sentences that name file, rule, field and what to do.</param>
    public static IReadOnlyList<PolicyPack> Read(IReadOnlyList<string> paths, List<string> errors)
    {
        var packs = new List<PolicyPack>();
        foreach (var path in paths)
        {
            var wrong = new List<FieldError>();
            try
            {
                if (PolicyPackReader.Read(File.ReadAllBytes(path), wrong) is not { } pack)
                    errors.AddRange(wrong.Select(error => $"{path}: {error.Field}: {error.Why} {error.Fix}"));
                else if (packs.Exists(other => other.Id == pack.Id))
                    errors.Add($"{path}: id: Another file has a pack {pack.Id}. Give it an id of its own.");
                else
                    packs.Add(pack);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                errors.Add($"{path}: It cannot be read ({failure.GetType().Name}). Correct the path or its permissions, or remove it from Bank:PolicyFiles.");
            }
        }
        return packs;
    }
}
