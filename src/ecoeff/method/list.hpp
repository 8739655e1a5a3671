// The list of a room's methods: pointers to constants that the methods define in their own files. Whoever needs to know
// what there is asks the list; nobody compares names. A program may add a method of its own for the time that a guest
// lives (before anything runs: lists are not guarded against threads).
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/base/text.hpp"

namespace ecoeff {

template <class Method>
class MethodList {
 public:
  // `kind` is what a message calls a member: {"model", "模型"}.
  MethodList(Text kind, std::vector<const Method*> members) : kind_(std::move(kind)), members_(std::move(members)) {}
  MethodList(const MethodList&) = delete;
  MethodList& operator=(const MethodList&) = delete;

  [[nodiscard]] const Text& kind() const { return kind_; }
  [[nodiscard]] const std::vector<const Method*>& all() const { return members_; }

  // By name or alias; null when there is none.
  [[nodiscard]] const Method* find(std::string_view word) const {
    const auto at = std::find_if(members_.begin(), members_.end(),
                                 [&](const Method* member) { return member->about.is_called(word); });
    return at == members_.end() ? nullptr : *at;
  }

  // The names in the order of the list, without aliases.
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const Method* member : members_) names.push_back(member->about.name);
    return names;
  }

  // The same with the aliases after each name: every word that find() knows.
  [[nodiscard]] std::vector<std::string> words() const {
    std::vector<std::string> words;
    for (const Method* member : members_) {
      words.push_back(member->about.name);
      words.insert(words.end(), member->about.aliases.begin(), member->about.aliases.end());
    }
    return words;
  }

  // A further member while the guest lives.
  class Guest {
   public:
    Guest(MethodList& list, const Method& method) : list_(list), method_(&method) { list_.members_.push_back(method_); }
    ~Guest() { std::erase(list_.members_, method_); }
    Guest(const Guest&) = delete;
    Guest& operator=(const Guest&) = delete;

   private:
    MethodList& list_;
    const Method* method_;
  };

 private:
  Text kind_;
  std::vector<const Method*> members_;
};

}  // namespace ecoeff
